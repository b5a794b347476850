import { fixed, toNumber } from '../../money.ts';
import { priceText, shareText, shortName } from '../../reply/format.ts';
import { durationText, MINUTE, type Ms, SECOND } from '../../time.ts';
import { percent, tightest } from '../exposure.ts';
import type { RiskRule, Verdict } from '../rule.ts';

const ageText = (age: Ms): string => (age < MINUTE ? `${age / SECOND} s` : durationText(age));

/** A plan is made of numbers; on an old quote, or a market that has left its price, they no longer hold. */
export const quote = {
  name: 'quote',
  about: 'The quote is fresh and the market still stands where the plan was made.',
  check(plan, view) {
    const { quoteAge, maxSlippage } = view.settings.execution;
    const verdicts = plan.legs.map(({ symbol, price }): Verdict => {
      const age = view.quoteAge(symbol);
      const last = view.price(symbol);
      if (age === undefined || last === undefined) return { kind: 'refuse', why: () => `${shortName(symbol)} has no quote` };
      const seconds = (): string => `${shortName(symbol)} quote is ${ageText(age)} old, ${ageText(quoteAge)} allowed`;
      if (age > quoteAge) return { kind: 'refuse', why: seconds };
      const planned = toNumber(fixed(price));
      const moved = planned > 0 ? Math.abs(last - planned) / planned : Number.POSITIVE_INFINITY;
      if (moved > maxSlippage) {
        return {
          kind: 'refuse',
          why: () =>
            `${shortName(symbol)} moved ${shareText(moved)} from the plan's ${priceText(fixed(price), view.instrument(symbol)?.tick)}, ${percent(maxSlippage)} allowed`,
        };
      }
      return { kind: 'pass', why: seconds };
    });
    return tightest(verdicts, { kind: 'refuse', why: () => 'the plan has no leg' });
  },
} satisfies RiskRule;
