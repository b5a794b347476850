import { grantsDue, spent } from '../approval/covering.ts';
import type { EventOf } from '../facts/events.ts';
import { forgotten, overdue, remindAt } from '../state/proposals.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';

/** What the clock alone brings. */
export type ExpiryFact = EventOf<
  'proposal' | 'reminded' | 'grantEnded' | 'resumed' | 'haltLifted' | 'symbolSwitched' | 'lockEnded'
>;

/**
 * Everything whose time has come: proposals without an answer and reminders of them, grants, pauses, halts that name their end,
 * switches with a term, locks by a time of their own.
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
  return events;
}

/** When the next of them comes; Infinity when nothing has a term. */
export function nextExpiry(state: DeskState): Ms {
  let next = state.pause?.until ?? Number.POSITIVE_INFINITY;
  for (const proposal of state.proposals.values())
    if (proposal.status === 'waiting') next = Math.min(next, proposal.reminded ? proposal.answerBy : remindAt(proposal));
  for (const grant of state.grants.values())
    next = Math.min(next, spent(grant, state) === undefined ? grant.until : Number.NEGATIVE_INFINITY);
  for (const halt of state.halts.values()) next = Math.min(next, halt.until ?? next);
  for (const { until } of state.locks.values()) next = Math.min(next, until);
  for (const own of state.symbols.values()) next = Math.min(next, own.until ?? next);
  return next;
}
