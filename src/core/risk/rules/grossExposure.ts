import { moneyText } from '../../reply/format.ts';
import { notionalOf, total } from '../../state/notional.ts';
import { fit, fractionOf } from '../exposure.ts';
import type { RiskRule } from '../rule.ts';

export const grossExposure = {
  name: 'gross exposure',
  about: 'All positions together, reserved and unknown ones included, are at most equity times the leverage in force.',
  check(plan, view) {
    const { leverage, maxLeverage } = view.settings.risk;
    const times = Math.max(1, Math.min(leverage, maxLeverage));
    const limit = fractionOf(view.equity, times);
    const held = total(view.exposures, (exposure) => exposure.notional);
    const need = total(plan.legs, notionalOf);
    return fit(need, limit - held, () => `${moneyText(held + need, view.currency)} of ${moneyText(limit, view.currency)} in all`);
  },
} satisfies RiskRule;
