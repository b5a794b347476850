import { fixed } from '../../money.ts';
import { priceText, shortName } from '../../reply/format.ts';
import { directionOf, tightest } from '../exposure.ts';
import type { RiskRule, Verdict } from '../rule.ts';

/**
 * A pair's legs have none: its spread closes them. An added leg's targets belong to the whole position and may lie either side of
 * today's price.
 */
export const targets = {
  name: 'targets',
  about: 'Targets lie on the winning side of the price and share out at most the whole position.',
  check(plan, view) {
    const verdicts = plan.legs.map((leg): Verdict => {
      const price = fixed(leg.price);
      const long = directionOf(leg) === 'long';
      const shares = leg.targets.reduce((sum, target) => sum + target.share, 0);
      if (shares > 1 + 1e-9 || leg.targets.some((target) => !(target.share > 0))) {
        return { kind: 'refuse', why: () => `${shortName(leg.symbol)} targets share out ${shares}, at most 1 in parts above 0` };
      }
      const text = (level: string): string => priceText(fixed(level), view.instrument(leg.symbol)?.tick);
      const wrong = leg.targets.find((target) => (long ? fixed(target.price) <= price : fixed(target.price) >= price));
      if (wrong === undefined || plan.kind === 'add')
        return { kind: 'pass', why: () => `${shortName(leg.symbol)} ${leg.targets.length} set` };
      return {
        kind: 'refuse',
        why: () => `${shortName(leg.symbol)} target ${text(wrong.price)} is not ${long ? 'above' : 'below'} ${text(leg.price)}`,
      };
    });
    return tightest(verdicts, { kind: 'pass', why: () => 'no leg' });
  },
} satisfies RiskRule;
