import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { DeskEvent, EventOf } from '../facts/events.ts';
import { mayAct } from '../facts/roles.ts';
import type { Ms } from '../time.ts';
import { type ClockSpan, hoursAround } from '../zone.ts';
import { type Member, zoneFor } from './people.ts';
import type { Proposal } from './proposals.ts';

/** In which hours of their day somebody is away, and what no answer of theirs means then. */
export type AwayPolicy = NonNullable<EventOf<'away'>['policy']>;

/** What is counted while somebody is away. */
export type AwayCounts = { -readonly [K in keyof EventOf<'awayEnded'>['counts']]: number };

/** Hours that have begun: everything in them counts, until their end is written down. */
export type MutableAbsence = {
  readonly from: Ms;
  until: Ms;
  /** Whether it is written down that they have begun: what is counted in them may come before. */
  begun: boolean;
  /** What stands for an answer in them, where that is a grant. */
  grant: string | undefined;
  readonly counts: AwayCounts;
};

export type MutableAway = {
  /** Undefined once it was taken back, while hours that had begun are still to be told of. */
  readonly policy: AwayPolicy | undefined;
  /** From when on it holds. */
  readonly since: Ms;
  /** When it has last given a grant: no change of a clock makes it give another one soon. */
  granted: Ms | undefined;
  absence: MutableAbsence | undefined;
};

/** Who is away at times, by id; the terminal may be among them. */
export type AwaysByPerson = Map<string, MutableAway>;

/** What of a state tells who is away. */
export type Attendance = {
  readonly aways: ReadonlyMap<string, DeepReadonly<MutableAway>>;
  readonly people: ReadonlyMap<string, Member>;
  readonly terminalZone: string;
};

/** The hours, by their own clock, that somebody is away in at `at`, else those in which they go away next; undefined for whoever never is. */
export function nextAway(state: Attendance, person: string, at: Ms): ClockSpan | undefined {
  const away = state.aways.get(person);
  if (away?.policy === undefined) return undefined;
  const { from, until } = hoursAround(away.policy, zoneFor(state, person), at);
  return { from: Math.max(from, away.since), until };
}

/** The hours that somebody is away in at `at`; undefined while they are there. */
export function awayAt(state: Attendance, person: string, at: Ms): ClockSpan | undefined {
  const hours = nextAway(state, person, at);
  return hours !== undefined && hours.from <= at ? hours : undefined;
}

const nothingYet = (): AwayCounts => ({ asked: 0, entered: 0, covered: 0, expired: 0, letGo: 0, withheld: 0 });

/** What an event adds to the counts; undefined for most. */
function countedAs(event: DeskEvent, { proposals }: Pick<Arranged, 'proposals'>): keyof AwayCounts | undefined {
  switch (event.type) {
    case 'proposed':
      // A card that comes out of another asks nothing new, and a drill nothing at all.
      return event.original === undefined && event.drill === undefined ? 'asked' : undefined;
    case 'cleared':
      return 'entered';
    case 'proposal':
      return event.to === 'expired' && proposals.get(event.proposal)?.drill === undefined ? 'expired' : undefined;
    case 'withheld':
      return event.away === true ? 'letGo' : 'withheld';
    default:
      return undefined;
  }
}

/** What these are folded into. */
type Arranged = Omit<Attendance, 'aways'> & {
  readonly aways: AwaysByPerson;
  readonly proposals: ReadonlyMap<string, Pick<Proposal, 'drill'>>;
};

/** Applies one event to who is away, in place: the list and its zones are those after it. */
export function applyToAways(state: Arranged, event: DeskEvent): void {
  const { aways } = state;
  switch (event.type) {
    case 'away': {
      const before = aways.get(event.who)?.absence;
      if (event.policy === undefined && before === undefined) aways.delete(event.who);
      else aways.set(event.who, { policy: event.policy, since: event.at, granted: undefined, absence: before });
      if (before !== undefined) Object.assign(before, { begun: false, grant: undefined });
      rearrange(state, event.who, event.at);
      return;
    }
    case 'zone':
      rearrange(state, event.person, event.at);
      return;
    case 'person':
      if (event.role === 'none' || !mayAct(event.role, 'approver')) aways.delete(event.person);
      return;
    case 'awayBegan': {
      const absence = absenceAt(state, event.person, event.at);
      if (absence !== undefined) Object.assign(absence, { begun: true, grant: event.grant });
      const away = aways.get(event.person);
      if (away !== undefined && event.grant !== undefined) away.granted = event.at;
      return;
    }
    case 'awayEnded': {
      const away = aways.get(event.person);
      if (away?.policy === undefined) aways.delete(event.person);
      else away.absence = undefined;
      return;
    }
    default:
      break;
  }
  const what = countedAs(event, state);
  if (what === undefined) return;
  for (const person of aways.keys()) {
    const absence = absenceAt(state, person, event.at);
    if (absence === undefined) continue;
    absence.counts[what] += 1;
    if (event.type === 'cleared' && event.grant !== undefined && event.grant === absence.grant) absence.counts.covered += 1;
  }
}

/** The absence that `at` is in, begun by whatever is first in it; undefined outside of the hours, and while one of before is to be told of. */
function absenceAt(state: Arranged, person: string, at: Ms): MutableAbsence | undefined {
  const away = state.aways.get(person);
  if (away?.absence !== undefined) return at < away.absence.until ? away.absence : undefined;
  const hours = awayAt(state, person, at);
  if (away === undefined || hours === undefined) return undefined;
  away.absence = { ...hours, begun: false, grant: undefined, counts: nothingYet() };
  return away.absence;
}

/** An absence goes on by other hours or another zone, or ends where those are over. */
function rearrange(state: Arranged, person: string, at: Ms): void {
  const absence = state.aways.get(person)?.absence;
  if (absence === undefined) return;
  absence.until = awayAt(state, person, at)?.until ?? Math.min(absence.until, at);
}
