import { shortName } from '../../reply/format.ts';
import { tightest } from '../exposure.ts';
import { leverageCap } from '../leverage.ts';
import type { RiskRule, Verdict } from '../rule.ts';

export const leverage = {
  name: 'leverage',
  about: "Leverage stays inside the desk's cap and the exchange's; spot has none and opens only with buys.",
  check(plan, view) {
    const verdicts = plan.legs.map((leg): Verdict => {
      const instrument = view.instrument(leg.symbol);
      if (instrument === undefined) return { kind: 'refuse', why: () => `${shortName(leg.symbol)} is not known on this market` };
      if (instrument.kind === 'spot' && leg.side === 'sell') return { kind: 'refuse', why: () => 'spot: only buys open' };
      const cap = leverageCap(instrument, view.settings.risk);
      const inside = leg.leverage >= 1 && leg.leverage <= cap;
      return { kind: inside ? 'pass' : 'refuse', why: () => `${shortName(leg.symbol)} ${leg.leverage}x of ${cap}x allowed` };
    });
    return tightest(verdicts, { kind: 'pass', why: () => 'no leg' });
  },
} satisfies RiskRule;
