import { type Place, type Platform, placeOn } from '../bots/chat.ts';
import type { Outbox, Pending } from '../core/desk/outbox.ts';
import type { EventOf } from '../core/facts/events.ts';
import { proposalTopic } from '../core/reply/topics.ts';
import { type Audience, heard, ownPlace } from '../core/state/hearing.ts';
import { dueAt, usualNotices } from '../core/state/messagePreferences.ts';
import { knownAs } from '../core/state/movedChats.ts';
import type { DeskState } from '../core/state/state.ts';
import type { Ms } from '../core/time.ts';

type Alert = EventOf<'alert'>;

/** How many silent alerts that wait together become one message, and at most. */
const MANY = 8;
const MOST = 200;
/** How much of the outbox is read at once. */
const PAGE = 200;

/** An alert that is to be sent, the place of its kind of message, and the private chats that are told it besides. */
export type Due = {
  readonly event: Alert;
  readonly room: Place;
  readonly silent: boolean;
  readonly besides: readonly { readonly place: Place; readonly silent: boolean }[];
};

/** What is to be done now with what waits. What is in none of these is held until its hour is over. */
export type Dues = {
  /** To be sent as messages of their own. */
  readonly alone: readonly Due[];
  /** To be sent as one message each: one for a place, unless they are very many. */
  readonly together: readonly { readonly events: readonly Alert[]; readonly room: Place }[];
  /** Nobody wants to be told of them. */
  readonly unwanted: readonly Alert[];
};

/** All that waits on a channel, the severest first, then the oldest, however much it is. Throws StoreError. */
export async function* waitingOn(outbox: Pick<Outbox, 'pending'>, channel: string): AsyncGenerator<Pending, void> {
  let page: readonly Pending[] = [];
  do {
    page = await outbox.pending(channel, PAGE, page.at(-1));
    yield* page;
  } while (page.length === PAGE);
}

/** The place that somebody has named, under the name by which the desk knows it; the usual one where that is none of the platform's. */
export const placeNamed = (
  named: string,
  { platform, place, state }: { readonly platform: Platform; readonly place: Place; readonly state: Pick<DeskState, 'moves'> },
): Place => placeOn(platform, knownAs(state.moves, named)) ?? place;

/**
 * Whether a card asks for what somebody has answered before it could be sent: the half that a tap has approved, say. What comes of it is
 * told by what follows it; one that nobody has answered is still told.
 */
function isAnswered({ topic, about }: Alert, proposals: DeskState['proposals']): boolean {
  const proposal = proposals.get(about?.proposal ?? '');
  return proposal !== undefined && topic === proposalTopic(proposal.id) && ['done', 'replaced'].includes(proposal.status);
}

/** Chooses what is due on a platform among what waits there, each list in the order of what waits. */
export function duesOf(
  waiting: readonly Pending[],
  given: {
    readonly platform: Platform;
    /** Where all goes that has no place of its own. */
    readonly place: Place;
    readonly state: Pick<DeskState, 'notices' | 'rooms' | 'moves' | 'proposals' | 'people' | 'aways' | 'terminalZone'>;
    readonly now: Ms;
    /** Whether an alert is sent although nobody here wants to hear of it, by its id. */
    readonly isInsisted: (alert: string) => boolean;
    /** Whether an alert goes into no message with others, by its id. */
    readonly isApart: (alert: string) => boolean;
  },
): Dues {
  const { platform, place, state, now, isInsisted, isApart } = given;
  const weighed = waiting.map(({ alert, event }) => {
    const named = ownPlace(event, place, state) ?? state.rooms.get(platform)?.get(event.kind ?? 'system') ?? place;
    const room = placeNamed(named, { platform, place, state });
    const wishes = state.notices.get(room) ?? usualNotices();
    // A platform needs no word from itself of whether it is reached.
    const own = event.about?.platform === platform;
    const { loudness, besides }: Audience =
      own || isAnswered(event, state.proposals)
        ? { loudness: 'off', besides: [] }
        : isInsisted(alert)
          ? { loudness: 'on', besides: [] }
          : heard(event, room, state, now);
    return {
      event,
      room,
      wishes,
      loudness,
      silent: loudness === 'silent',
      besides: besides.flatMap((one) => {
        const chat = placeOn(platform, one.place);
        return chat === undefined ? [] : [{ place: chat, silent: one.silent }];
      }),
    };
  });
  const due = weighed.filter(
    ({ event, loudness, wishes, besides }) =>
      loudness !== 'off' && (besides.length > 0 || dueAt(event.at, loudness, wishes) <= now),
  );
  const gathers = ({ event, silent, besides }: Due): boolean => silent && besides.length === 0 && !isApart(event.id);
  const groups = Map.groupBy(due.filter(gathers), ({ room }) => room);
  for (const [room, [first, ...others]] of groups) {
    const digest = first?.wishes.digest === true && others.length > 0;
    if (others.length + 1 < MANY && !digest) groups.delete(room);
  }
  return {
    alone: due.filter((one) => !gathers(one) || !groups.has(one.room)),
    together: [...groups].flatMap(([room, ones]) => {
      const parts = Math.ceil(ones.length / MOST);
      const size = Math.ceil(ones.length / parts);
      return Array.from({ length: parts }, (_, i) => ({
        room,
        events: ones.slice(i * size, (i + 1) * size).map(({ event }) => event),
      }));
    }),
    unwanted: weighed.filter(({ loudness }) => loudness === 'off').map(({ event }) => event),
  };
}
