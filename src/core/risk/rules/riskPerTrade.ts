import { moneyText } from '../../reply/format.ts';
import { total } from '../../state/notional.ts';
import { fit, fractionOf, percent, riskOf } from '../exposure.ts';
import type { RiskRule } from '../rule.ts';

/** The loss at the stop; both legs of a pair together, an addition together with its position. */
export const riskPerTrade = {
  name: 'risk per trade',
  about: 'What a trade loses at its stop is at most a share of equity.',
  check(plan, view) {
    const { perTrade } = view.settings.risk;
    const limit = fractionOf(view.equity, perTrade);
    const symbols = new Set(plan.legs.map((leg) => leg.symbol));
    const held = total(
      view.exposures.filter((exposure) => symbols.has(exposure.symbol)),
      (exposure) => exposure.risk,
    );
    const need = total(plan.legs, (leg) => riskOf(leg, view.settings.execution));
    return fit(
      need,
      limit - held,
      () =>
        `${percent(perTrade)} risk: ${moneyText(held + need, view.currency)} of ${moneyText(limit, view.currency)} at the stop`,
    );
  },
} satisfies RiskRule;
