import { moneyText } from '../../reply/format.ts';
import { notionalOf, total } from '../../state/notional.ts';
import { fit, fundsNeeded } from '../exposure.ts';
import type { RiskRule } from '../rule.ts';

export const funds = {
  name: 'free funds',
  about: 'Margin and entry fees are paid from what nothing else uses or has reserved.',
  check(plan, view) {
    const { fee } = view.settings.execution;
    const need = total(plan.legs, (leg) => fundsNeeded(notionalOf(leg), leg.leverage, fee));
    return fit(need, view.free, () => `needs ${moneyText(need, view.currency)}, ${moneyText(view.free, view.currency)} free`);
  },
} satisfies RiskRule;
