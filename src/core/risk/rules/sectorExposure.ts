import { baseOf, moneyText } from '../../reply/format.ts';
import { notionalOf, total } from '../../state/notional.ts';
import { fit, fractionOf, percent, tightest } from '../exposure.ts';
import type { RiskRule, RiskView, Verdict } from '../rule.ts';
import { sectorOf } from '../sectors.ts';

/** Gross: a long and a short of one sector add up, because they do not cancel when it breaks. */
export const sectorExposure = {
  name: 'sector exposure',
  about: 'One sector holds at most a share of equity.',
  check(plan, view) {
    const { maxSectorExposure } = view.settings.risk;
    const limit = fractionOf(view.equity, maxSectorExposure);
    const sectors = [...new Set(plan.legs.map((leg) => sectorFor(leg.symbol, view)))];
    const verdicts = sectors.map((sector): Verdict => {
      const held = total(
        view.exposures.filter((exposure) => sectorFor(exposure.symbol, view) === sector),
        (exposure) => exposure.notional,
      );
      const need = total(
        plan.legs.filter((leg) => sectorFor(leg.symbol, view) === sector),
        notionalOf,
      );
      return fit(
        need,
        limit - held,
        () =>
          `${sector} ${moneyText(held + need, view.currency)} of ${moneyText(limit, view.currency)} (${percent(maxSectorExposure)})`,
      );
    });
    return tightest(verdicts, { kind: 'pass', why: () => 'no leg' });
  },
} satisfies RiskRule;

/** The sector that a symbol counts to. */
export const sectorFor = (symbol: string, view: RiskView): string => sectorOf(view.instrument(symbol)?.base ?? baseOf(symbol));
