import { overdue } from '../approval/proposal.ts';
import type { DeskEvent } from '../events.ts';
import type { DeskState } from '../state.ts';
import type { Ms } from '../time.ts';

/** Everything whose time has come: proposals without an answer, pauses, halts that name their end, switches with a term. */
export function expiries(state: DeskState, now: Ms): readonly DeskEvent[] {
  const events: DeskEvent[] = overdue(state.proposals, now).map((proposal) => ({
    type: 'proposal',
    at: now,
    proposal: proposal.id,
    to: 'expired',
    who: 'desk',
    why: 'no answer in time',
  }));
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
      events.push({ type: 'symbolSwitched', at: now, symbol, allowed: !own.allowed, who: 'desk' });
    }
  }
  return events;
}
