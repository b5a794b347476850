import { type Fixed, fixed, fromNumber, ZERO } from '../../money.ts';
import { priceText, shortName } from '../../reply/format.ts';
import { directionOf, tightest } from '../exposure.ts';
import type { RiskRule, Verdict } from '../rule.ts';

/** Measured against the planned price and the price now: a market that has passed the stop would fill it at once. */
export const stop = {
  name: 'stop',
  about: 'Every leg has a stop, at least one tick on the losing side of its price and of the market.',
  check(plan, view) {
    const verdicts = plan.legs.map((leg): Verdict => {
      const level = fixed(leg.stop);
      const tick = view.instrument(leg.symbol)?.tick;
      const last = view.price(leg.symbol);
      if (level <= ZERO || tick === undefined || last === undefined)
        return { kind: 'refuse', why: () => `${shortName(leg.symbol)} has no usable stop` };
      const long = directionOf(leg) === 'long';
      const right = [fixed(leg.price), fromNumber(last)].every((price) => (long ? price - level >= tick : level - price >= tick));
      const text = (price: Fixed): string => priceText(price, tick);
      const why = (): string =>
        `${shortName(leg.symbol)} stop ${text(level)} ${long ? 'below' : 'above'} ${text(fixed(leg.price))}`;
      return right
        ? { kind: 'pass', why }
        : {
            kind: 'refuse',
            why: () =>
              `${shortName(leg.symbol)} stop ${text(level)} is not ${long ? 'below' : 'above'} ${text(fixed(leg.price))}, market ${text(fromNumber(last))}`,
          };
    });
    return tightest(verdicts, { kind: 'refuse', why: () => 'the plan has no leg' });
  },
} satisfies RiskRule;
