import type { Settings } from '../../facts/settings.ts';
import { moneyText } from '../../reply/format.ts';
import { notionalOf, total } from '../../state/notional.ts';
import { fit, fractionOf } from '../exposure.ts';
import type { RiskRule } from '../rule.ts';

/** How many times the equity all positions may be together. */
export const mostGross = ({ leverage, maxLeverage }: Settings['risk']): number => Math.max(1, Math.min(leverage, maxLeverage));

export const grossExposure = {
  name: 'gross exposure',
  about: 'All positions together, reserved and unknown ones included, are at most equity times the leverage in force.',
  check(plan, view) {
    const limit = fractionOf(view.equity, mostGross(view.settings.risk));
    const held = total(view.exposures, (exposure) => exposure.notional);
    const need = total(plan.legs, notionalOf);
    return fit(need, limit - held, () => `${moneyText(held + need, view.currency)} of ${moneyText(limit, view.currency)} in all`);
  },
} satisfies RiskRule;
