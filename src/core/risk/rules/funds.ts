import type { Leg } from '../../events.ts';
import { moneyText } from '../../figures.ts';
import { div, type Fixed, fromNumber, mul } from '../../money.ts';
import { fit, notionalOf, total } from '../exposure.ts';
import type { RiskRule } from '../rule.ts';

export const funds = {
  name: 'free funds',
  about: 'Margin and entry fees are paid from what nothing else uses or has reserved.',
  check(plan, view) {
    const fee = fromNumber(view.settings.execution.fee, 'up');
    const cost = (leg: Leg): Fixed => {
      const notional = notionalOf(leg);
      return div(notional, fromNumber(Math.max(1, leg.leverage), 'down'), 'up') + mul(notional, fee, 'up');
    };
    const need = total(plan.legs, cost);
    return fit(need, view.free, `needs ${moneyText(need)}, ${moneyText(view.free)} free`);
  },
} satisfies RiskRule;
