import { decimal, ZERO } from '../../money.ts';
import type { Duty, Effect } from './duty.ts';

/** When one leg of a pair has closed, by its stop say, the other is no hedge any more and is closed too. */
export const keepPairsWhole: Duty = (state, view) => {
  const effects: Effect[] = [];
  for (const position of state.account.positions.values()) {
    if (!position.paired || position.quantity === ZERO || state.exits.has(position.id) || state.entries.has(position.decision))
      continue;
    const partnerOpen = [...state.account.positions.values()].some(
      (other) => other.id !== position.id && other.decision === position.decision && other.quantity > ZERO,
    );
    if (partnerOpen) continue;
    effects.push({
      kind: 'tell',
      event: {
        type: 'exitAsked',
        at: view.now,
        position: position.id,
        symbol: position.symbol,
        quantity: decimal(position.quantity),
        why: 'pair broken',
        who: 'desk',
      },
    });
  }
  return effects;
};
