import { grantsDue, isToldWithHours, spent } from '../approval/covering.ts';
import { mayApprove } from '../approval/quorum.ts';
import type { EventOf } from '../facts/events.ts';
import { awayAt, nextAway } from '../state/away.ts';
import { nameOf } from '../state/people.ts';
import { forgotten, overdue, remindAt } from '../state/proposals.ts';
import type { DeskState } from '../state/state.ts';
import { HOUR, type Ms } from '../time.ts';

/** What the clock alone brings. */
export type ExpiryFact = EventOf<
  'proposal' | 'reminded' | 'grantEnded' | 'resumed' | 'haltLifted' | 'symbolSwitched' | 'lockEnded' | 'awayBegan' | 'awayEnded'
>;

/**
 * Everything whose time has come: proposals without an answer and reminders of them, grants, pauses, halts that name their end,
 * switches with a term, locks by a time of their own, the hours in which people are away.
 */
export function expiries(state: DeskState, now: Ms, lockTime: Ms): readonly ExpiryFact[] {
  const events: ExpiryFact[] = overdue(state.proposals, now).map((proposal) => ({
    type: 'proposal',
    at: now,
    proposal: proposal.id,
    to: 'expired',
    who: 'desk',
    why: 'no answer in time',
  }));
  events.push(...forgotten(state.proposals, now).map(({ id }) => ({ type: 'reminded' as const, at: now, proposal: id })));
  events.push(...grantsDue(state, now));
  if (state.pause?.until !== undefined && state.pause.until <= now) {
    events.push({ type: 'resumed', at: now, who: 'desk', why: 'the pause has ended' });
  }
  for (const halt of state.halts.values()) {
    if (halt.until !== undefined && halt.until <= now) {
      events.push({
        type: 'haltLifted',
        at: now,
        halt: halt.halt,
        who: 'desk',
        says: 'its time has come; entries are possible again',
      });
    }
  }
  for (const [symbol, own] of state.symbols) {
    if (own.until !== undefined && own.until <= now) {
      events.push({ type: 'symbolSwitched', at: now, symbol, allowed: !own.allowed, who: 'desk', ended: true });
    }
  }
  const holders = [...state.locks].flatMap(([holder, { until }]) => (until <= lockTime ? [holder] : []));
  if (holders.length > 0) events.push({ type: 'lockEnded', at: now, holders, who: 'desk' });
  // What comes now is of the hours that are now, not of those that are over.
  return [...absences(state, now), ...events];
}

/** Somebody's hours give no second grant so soon, however their clock is changed. */
const GRANTED_ONCE: Ms = 20 * HOUR;

/** The beginnings and ends of hours in which somebody is away. */
function absences(state: DeskState, now: Ms): readonly ExpiryFact[] {
  let { grant } = state.numbers;
  return [...state.aways].flatMap(([person, { policy, absence, granted }]): readonly ExpiryFact[] => {
    if (absence !== undefined && absence.until <= now) {
      const { from, until: to, counts } = absence;
      const stood = absence.grant === undefined ? {} : { grant: absence.grant };
      return [{ type: 'awayEnded', at: now, person, name: nameOf(state.people, person), from, to, ...stood, counts }];
    }
    const hours = awayAt(state, person, now);
    if (absence?.begun === true || hours === undefined) return [];
    const gives = policy?.means.kind === 'grant' && mayApprove(state, person) && now - (granted ?? -GRANTED_ONCE) >= GRANTED_ONCE;
    if (gives) grant += 1;
    return [{ type: 'awayBegan', at: now, person, until: hours.until, ...(gives ? { grant: `G${grant}` } : {}) }];
  });
}

/** When the next of them comes; Infinity when nothing has a term. */
export function nextExpiry(state: DeskState): Ms {
  let next = state.pause?.until ?? Number.POSITIVE_INFINITY;
  for (const proposal of state.proposals.values())
    if (proposal.status === 'waiting') next = Math.min(next, proposal.reminded ? proposal.answerBy : remindAt(proposal));
  for (const grant of state.grants.values()) {
    if (isToldWithHours(grant, state)) continue;
    next = Math.min(next, spent(grant, state) === undefined ? grant.until : Number.NEGATIVE_INFINITY);
  }
  for (const halt of state.halts.values()) next = Math.min(next, halt.until ?? next);
  for (const { until } of state.locks.values()) next = Math.min(next, until);
  for (const [person, { absence }] of state.aways) {
    next = Math.min(next, absence?.until ?? next);
    if (absence?.begun !== true) next = Math.min(next, nextAway(state, person, state.at)?.from ?? next);
  }
  for (const own of state.symbols.values()) next = Math.min(next, own.until ?? next);
  return next;
}
