import { type Place, placeOn } from '../bots/chat.ts';
import type { KeptMoves } from '../bots/telegram/send.ts';
import type { Desk } from '../core/desk/desk.ts';
import type { Logger } from '../core/facts/logger.ts';
import type { DoorRow } from '../core/facts/statements.ts';

/** The groups on Telegram that became supergroups, as they stand in the log; a new one becomes a row of it. */
export function groupMoves(given: {
  readonly desk: Pick<Desk, 'state' | 'now'>;
  /** Where alerts go that have no place of their own. */
  readonly places: readonly Place[];
  /** Has rows made and written as one step of the desk, in turn with its commands. */
  readonly record: (rows: () => readonly DoorRow[]) => Promise<void>;
  readonly logger: Logger;
}): KeptMoves {
  const { desk, places, record, logger } = given;
  return {
    known: [...desk.state().moves].flatMap(([now, before]) => {
      const [from, to] = [placeOn('telegram', before), placeOn('telegram', now)];
      return from === undefined || to === undefined ? [] : [{ from, to }];
    }),
    isOurs(group) {
      const { rooms, notices, moves } = desk.state();
      const named = [
        ...places,
        ...notices.keys(),
        ...moves.values(),
        ...[...rooms.values()].flatMap((kinds) => [...kinds.values()]),
      ];
      return named.some((place) => place === group || place.startsWith(`${group}/`));
    },
    learn({ from, to }) {
      record(() => [{ type: 'placeMoved', at: desk.now(), from, to }]).catch((error: unknown) =>
        logger('bot', 'error', 'the new id of a group could not be kept; the next start learns it anew', { from, to, error }),
      );
    },
  };
}
