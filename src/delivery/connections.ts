import type { Chat } from '../bots/chat.ts';
import type { Logger } from '../core/facts/logger.ts';
import type { DoorRow } from '../core/facts/statements.ts';
import type { DeskState } from '../core/state/state.ts';
import type { Ms } from '../core/time.ts';

type Watched = Pick<Chat, 'platform' | 'health'>;

export type ChatWatch = {
  /** Looks at every connection; to be called at steady intervals. */
  look(): void;
  /** Resolves when nothing is being recorded any more. */
  idle(): Promise<void>;
};

/**
 * Records that a platform has gone down or come back, once a change: against what was told last, which a restart does not
 * forget. A change counts once it is seen at two looks in a row, so that one request that failed is no news.
 */
export function watchChats(given: {
  readonly chats: readonly Watched[];
  readonly state: () => Pick<DeskState, 'connections'>;
  /** Has rows made and written as one step of the desk, in turn with its commands. Trading never waits for it. */
  readonly record: (rows: () => readonly DoorRow[]) => Promise<void>;
  /** The desk's clock. */
  readonly now: () => Ms;
  readonly logger: Logger;
}): ChatWatch {
  const { chats, state, record, now, logger } = given;
  const seen = new Map<string, string>();
  let recording: Promise<void> | undefined;

  /** The row of a platform that stands otherwise than was told last; none where it has changed again since it was looked at. */
  const row = (chat: Watched): readonly DoorRow[] => {
    const { platform } = chat;
    const { state: stands, says } = chat.health();
    const told = state().connections.get(platform) ?? 'ok';
    return stands === told || stands !== seen.get(platform) ? [] : [{ type: 'chat', at: now(), platform, state: stands, says }];
  };

  return {
    look() {
      const standing = chats.filter((chat) => {
        const before = seen.get(chat.platform);
        const stands = chat.health().state;
        seen.set(chat.platform, stands);
        return before === stands;
      });
      if (recording !== undefined || standing.flatMap(row).length === 0) return;
      recording = record(() => standing.flatMap(row))
        .catch((error: unknown) => logger('bot', 'warn', 'how the chats are connected could not be recorded', { error }))
        .finally(() => {
          recording = undefined;
        });
    },
    async idle() {
      await recording;
    },
  };
}
