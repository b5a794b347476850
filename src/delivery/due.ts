import { type Place, type Platform, placeOn } from '../bots/chat.ts';
import type { Outbox, Pending } from '../core/desk/outbox.ts';
import type { EventOf } from '../core/facts/events.ts';
import { proposalTopic, reminderTopic } from '../core/reply/topics.ts';
import { type Audience, heard, ownPlace } from '../core/state/hearing.ts';
import { dueAt, usualNotices } from '../core/state/messagePreferences.ts';
import { knownAs } from '../core/state/movedChats.ts';
import { isOpen } from '../core/state/proposals.ts';
import type { DeskState } from '../core/state/state.ts';
import type { Ms } from '../core/time.ts';

type Alert = EventOf<'alert'>;

/** How many silent alerts that wait together become one message, and at most. */
const MANY = 8;
const MOST = 200;
/** How much of the outbox is read at once. */
const PAGE = 200;
/** How much of it is held at once. */
const AT_ONCE = 3 * MOST;

/** An alert that is to be sent, the place of its kind of message, and the private chats that are told it besides. */
export type Due = {
  readonly event: Alert;
  readonly room: Place;
  readonly silent: boolean;
  readonly besides: readonly { readonly place: Place; readonly silent: boolean }[];
};

/** An alert that is no message of its own: a silent one in that place where no card shows it, if `elseAlone`. */
export type Unwanted = { readonly event: Alert; readonly room: Place; readonly elseAlone: boolean };

/** What is to be done now with what waits. What is in none of these is held until its hour is over. */
export type Dues = {
  /** To be sent as messages of their own. */
  readonly alone: readonly Due[];
  /** To be sent as one message each: one for a place, unless they are very many. */
  readonly together: readonly { readonly events: readonly Alert[]; readonly room: Place }[];
  /** Nobody wants messages of them. */
  readonly unwanted: readonly Unwanted[];
  /** Whether nothing else is due. */
  readonly isAll: boolean;
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
 * told by what follows it; one that nobody has answered is still told. A reminder of what is over reminds of nothing.
 */
function isAnswered({ topic, about }: Alert, proposals: DeskState['proposals'], now: Ms): boolean {
  const proposal = proposals.get(about?.proposal ?? '');
  if (proposal === undefined) return false;
  if (topic === reminderTopic(proposal.id)) return !isOpen(proposal, now);
  return topic === proposalTopic(proposal.id) && ['done', 'replaced'].includes(proposal.status);
}

/** Whether an alert asks something that can still be answered: it needs its buttons. */
function asks({ topic, about }: Alert, { state: { proposals }, now }: Pick<DueGiven, 'state' | 'now'>): boolean {
  const proposal = proposals.get(about?.proposal ?? '');
  return proposal !== undefined && topic === proposalTopic(proposal.id) && isOpen(proposal, now);
}

/** What is chosen by. */
export type DueGiven = {
  readonly platform: Platform;
  /** Where all goes that has no place of its own; the outbox knows the platform by it. */
  readonly place: Place;
  readonly state: Pick<DeskState, 'notices' | 'rooms' | 'moves' | 'proposals' | 'people' | 'aways' | 'terminalZone'>;
  readonly now: Ms;
  /** Whether an alert is sent although nobody here wants to hear of it, by its id. */
  readonly isInsisted: (alert: string) => boolean;
  /** Whether an alert goes into no message with others, by its id. */
  readonly isApart: (alert: string) => boolean;
  /** Whether a place, or an alert by its id, is left alone for now. */
  readonly isLeftAlone: (one: string) => boolean;
};

/** An alert with the wishes of its place, and whether it is told now, is held, or is wanted by nobody. */
type Weighed = Due & Pick<Unwanted, 'elseAlone'> & { readonly digest: boolean; readonly is: 'due' | 'held' | 'unwanted' };

function weigh({ alert, event }: Pending, { platform, place, state, now, isInsisted }: DueGiven): Weighed {
  const named = ownPlace(event, place, state) ?? state.rooms.get(platform)?.get(event.kind ?? 'system') ?? place;
  const room = placeNamed(named, { platform, place, state });
  const wishes = state.notices.get(room) ?? usualNotices();
  // A platform needs no word from itself of whether it is reached.
  const own = event.about?.platform === platform;
  const { loudness, besides }: Audience =
    own || isAnswered(event, state.proposals, now)
      ? { loudness: 'off', besides: [] }
      : isInsisted(alert)
        ? { loudness: 'on', besides: [] }
        : heard(event, room, state, now);
  const isTold = besides.length > 0 || dueAt(event.at, loudness, wishes) <= now;
  // A line that stays, such as the second leg of a pair, is news.
  const isNews = event.edits === true && event.ends === undefined && event.adds !== undefined && event.adds.passing !== true;
  return {
    event,
    room,
    elseAlone: isNews && heard({ ...event, edits: undefined }, room, state, now).loudness !== 'off',
    digest: wishes.digest,
    silent: loudness === 'silent',
    besides: besides.flatMap((one) => {
      const chat = placeOn(platform, one.place);
      return chat === undefined ? [] : [{ place: chat, silent: one.silent }];
    }),
    is: loudness === 'off' ? 'unwanted' : isTold ? 'due' : 'held',
  };
}

/**
 * Chooses what is due among what waits on a platform, each list in the order of what waits: the first so many, however much it is, so
 * that an outage of days is no more to hold than one of an hour. Throws StoreError.
 */
export async function nextDues(outbox: Pick<Outbox, 'pending'>, given: DueGiven): Promise<Dues> {
  const chosen: Weighed[] = [];
  for await (const pending of waitingOn(outbox, given.place)) {
    const one = weigh(pending, given);
    if (one.is === 'held' || given.isLeftAlone(one.event.id) || (one.is === 'due' && given.isLeftAlone(one.room))) continue;
    chosen.push(one);
    if (chosen.length >= AT_ONCE) return { ...sorted(chosen, given), isAll: false };
  }
  return { ...sorted(chosen, given), isAll: true };
}

function sorted(chosen: readonly Weighed[], given: DueGiven): Omit<Dues, 'isAll'> {
  const due = chosen.filter(({ is }) => is === 'due');
  const gathers = ({ event, silent, besides }: Due): boolean =>
    silent && besides.length === 0 && !given.isApart(event.id) && !asks(event, given);
  const groups = Map.groupBy(due.filter(gathers), ({ room }) => room);
  for (const [room, ones] of groups)
    if (ones.length < MANY && !(ones.length > 1 && ones[0]?.digest === true)) groups.delete(room);
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
    unwanted: chosen.filter(({ is }) => is === 'unwanted'),
  };
}
