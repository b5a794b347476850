import { fixed } from '../../money.ts';
import { quantityText, shortName } from '../../reply/format.ts';
import { tightest } from '../exposure.ts';
import type { RiskRule, Verdict } from '../rule.ts';
import { belowMinimum } from '../sizing.ts';

export const minimums = {
  name: 'exchange minimums',
  about: "Each quantity is a multiple of the exchange's step and above its minimums.",
  check(plan, view) {
    const verdicts = plan.legs.map((leg): Verdict => {
      const instrument = view.instrument(leg.symbol);
      if (instrument === undefined) return { kind: 'refuse', why: () => `${shortName(leg.symbol)} is not known on this market` };
      const quantity = fixed(leg.quantity);
      const small = belowMinimum(instrument, quantity, fixed(leg.price));
      if (small !== undefined) return { kind: 'refuse', why: () => small };
      if (quantity % instrument.step !== 0n) {
        return {
          kind: 'refuse',
          why: () => `${quantityText(quantity)} ${instrument.base} is no multiple of the step ${quantityText(instrument.step)}`,
        };
      }
      return {
        kind: 'pass',
        why: () => `${quantityText(quantity)} ${instrument.base}, at least ${quantityText(instrument.minQuantity)}`,
      };
    });
    return tightest(verdicts, { kind: 'refuse', why: () => 'the plan has no leg' });
  },
} satisfies RiskRule;
