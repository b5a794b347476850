import { SECOND } from '../../time.ts';
import type { Duty, Effect } from './duty.ts';

/** Orders of unknown outcome are asked about, never sent again. */
export const ASK_EVERY = 2 * SECOND;

export const resolveUnknown: Duty = (state, view) => {
  const effects: Effect[] = [];
  for (const order of state.orders.working.values()) {
    if (order.status !== 'unknown') continue;
    if (view.absenceProves || view.now - order.statusAt >= ASK_EVERY) effects.push({ kind: 'ask', order });
  }
  return effects;
};
