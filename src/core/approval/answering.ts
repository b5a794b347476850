import type { DeskEvent, EventOf } from '../facts/events.ts';
import { HOUR, type Ms, SECOND } from '../time.ts';

/** Fewer answers than this tell nothing of how people answer. */
export const ENOUGH_ANSWERS = 30;

/** Nobody has read a card in this time. */
const FAST: Ms = 3 * SECOND;

/** How some cards were answered. */
export type AnswerCounts = {
  readonly name: string;
  readonly cards: number;
  readonly approved: number;
  readonly halved: number;
  readonly rejected: number;
  readonly expired: number;
  readonly answers: number;
  /** Half of the answers came within so long; undefined where they are too few to tell. */
  readonly median?: Ms | undefined;
  /** Share of answers that came within 3 s; the same. */
  readonly fast?: number | undefined;
};

/** What becomes of a card: each is one of these. `anew` got a yes and was asked once more, `closed` was nobody's doing but the desk's. */
export const BECAME = ['approved', 'halved', 'rejected', 'expired', 'refused', 'anew', 'closed', 'waiting'] as const;
export type Became = (typeof BECAME)[number];

/** Of no card. */
export const noCards = (): Record<Became, number> => ({
  approved: 0,
  halved: 0,
  rejected: 0,
  expired: 0,
  refused: 0,
  anew: 0,
  closed: 0,
  waiting: 0,
});

export type Answering = {
  readonly all: AnswerCounts;
  /** How many cards became what: together all of them. */
  readonly became: Readonly<Record<Became, number>>;
  readonly byPerson: readonly AnswerCounts[];
  /** Of what was rejected alone. */
  readonly byReason: readonly AnswerCounts[];
  /** By the UTC hour of the question, `07`. */
  readonly byHour: readonly AnswerCounts[];
  /** By what was odd about it; a card may have several. */
  readonly byFlag: readonly AnswerCounts[];
};

/** A card with its answers and its end, as far as they are known. */
type Answered = {
  readonly asked: EventOf<'proposed'>;
  readonly votes: readonly EventOf<'vote'>[];
  readonly end: EventOf<'proposal'>['to'] | undefined;
  readonly because: EventOf<'because'>['reason'] | undefined;
};

/** Facts that tell how cards were answered. */
export const ANSWERING = ['proposed', 'vote', 'because', 'proposal'] as const satisfies readonly DeskEvent['type'][];

/** The cards that were asked among some events, which stand in their order. */
function cardsOf(events: readonly DeskEvent[]): readonly Answered[] {
  const asked = events.flatMap((event) => (event.type === 'proposed' && event.drill === undefined ? [event] : []));
  const votes = Map.groupBy(
    events.flatMap((event) => (event.type === 'vote' ? [event] : [])),
    ({ proposal }) => proposal,
  );
  const ends = new Map(events.flatMap((event) => (event.type === 'proposal' ? [[event.proposal, event.to] as const] : [])));
  const reasons = new Map(events.flatMap((event) => (event.type === 'because' ? [[event.proposal, event.reason] as const] : [])));
  return asked
    .map((card) => ({
      asked: card,
      votes: votes.get(card.proposal) ?? [],
      end: ends.get(card.proposal),
      because: reasons.get(card.proposal),
    }))
    .filter(({ asked: card, votes: given }) => !isHalf(card, given));
}

/** The half that a tap asked for and approved at once was nobody's question. */
const isHalf = ({ original, at }: EventOf<'proposed'>, votes: readonly EventOf<'vote'>[]): boolean =>
  original !== undefined && votes[0]?.at === at;

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** `heard` are the answers that count: all of them, or one person's. */
function countsOf(
  name: string,
  cards: readonly Answered[],
  heard: (vote: EventOf<'vote'>) => boolean = () => true,
): AnswerCounts {
  const given = cards.map(({ asked, votes }) => ({ asked, votes: votes.filter(heard) }));
  const having = (answer: EventOf<'vote'>['answer']): number =>
    given.filter(({ votes }) => votes.some((vote) => vote.answer === answer)).length;
  const ended = (to: EventOf<'proposal'>['to']): number => cards.filter(({ end }) => end === to).length;
  const times = given.flatMap(({ asked, votes }) => votes.map(({ at }) => at - asked.at));
  const few = times.length < ENOUGH_ANSWERS;
  return {
    name,
    cards: cards.length,
    approved: having('approve'),
    halved: having('halve'),
    rejected: having('reject'),
    expired: ended('expired'),
    answers: times.length,
    median: few ? undefined : medianOf(times),
    fast: few ? undefined : times.filter((time) => time < FAST).length / times.length,
  };
}

function becameOf({ votes, end }: Answered): Became {
  switch (end) {
    case 'rejected':
    case 'expired':
    case 'refused':
      return end;
    case 'approved':
    case 'done':
      return 'approved';
    case undefined:
      return 'waiting';
    default:
      if (votes.some(({ answer }) => answer === 'halve')) return 'halved';
      return votes.length > 0 ? 'anew' : 'closed';
  }
}

/** What was typed or tapped with a rejection, however it is written. */
const reasonOf = (why: string): string => (why.trim() === '' ? 'no reason' : why.trim().toLowerCase());

/** How cards were answered: by whom, why not, when, and where something was odd. The events stand in their order. */
export function answering(events: readonly DeskEvent[]): Answering {
  const cards = cardsOf(events);
  const groups = (namesOf: (card: Answered) => readonly string[]): readonly AnswerCounts[] => {
    const named = cards.flatMap((card) => [...new Set(namesOf(card))].map((name) => ({ name, card })));
    return [...Map.groupBy(named, ({ name }) => name)].map(([name, of]) =>
      countsOf(
        name,
        of.map(({ card }) => card),
      ),
    );
  };
  const most = (rows: readonly AnswerCounts[]): readonly AnswerCounts[] => rows.toSorted((a, b) => b.cards - a.cards);
  const people = new Map(cards.flatMap(({ votes }) => votes.map(({ who, name }) => [who, name] as const)));
  const rejecting = ({ votes, because }: Answered): readonly string[] =>
    votes.flatMap(({ answer, why }) => (answer === 'reject' ? [because ?? reasonOf(why)] : []));
  const became = noCards();
  for (const card of cards) became[becameOf(card)] += 1;
  return {
    all: countsOf('all', cards),
    became,
    byPerson: most(
      [...people].map(([who, name]) =>
        countsOf(
          name,
          cards.filter(({ votes }) => votes.some((vote) => vote.who === who)),
          (vote) => vote.who === who,
        ),
      ),
    ),
    byReason: most(groups(rejecting)),
    byHour: groups(({ asked }) => [String(Math.floor(asked.at / HOUR) % 24).padStart(2, '0')]).toSorted(
      (a, b) => Number(a.name) - Number(b.name),
    ),
    byFlag: most(groups(({ asked }) => (asked.odd ?? []).map(({ name }) => name))),
  };
}
