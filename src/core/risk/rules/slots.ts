import type { RiskRule } from '../rule.ts';

/** Slots are counted in symbols: a position and the rest of its own entry share one. Reserved and unknown ones are taken. */
export const slots = {
  name: 'open positions',
  about: 'At most so many symbols are held, reserved or of unknown outcome at once.',
  check(plan, view) {
    const { maxOpenPositions } = view.settings.risk;
    const taken = new Set(view.exposures.map((exposure) => exposure.symbol));
    const after = new Set([...taken, ...plan.legs.map((leg) => leg.symbol)]);
    if (after.size > taken.size && after.size > maxOpenPositions) {
      return {
        kind: 'refuse',
        why: () => `${taken.size} of ${maxOpenPositions} slots are taken, ${after.size - taken.size} more needed`,
      };
    }
    return { kind: 'pass', why: () => `slot ${after.size} of ${maxOpenPositions}` };
  },
} satisfies RiskRule;
