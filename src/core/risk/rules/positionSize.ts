import { moneyText } from '../../reply/format.ts';
import { notionalOf } from '../../state/notional.ts';
import { fit, fractionOf, heldOn, percent, tightest } from '../exposure.ts';
import type { RiskRule, Verdict } from '../rule.ts';

export const positionSize = {
  name: 'position size',
  about: 'A position is at most a share of equity, whatever is already held on its symbol included.',
  check(plan, view) {
    const { maxPosition } = view.settings.risk;
    const limit = fractionOf(view.equity, maxPosition);
    const verdicts = plan.legs.map((leg): Verdict => {
      const held = heldOn(leg.symbol, view.exposures);
      const need = notionalOf(leg);
      return fit(
        need,
        limit - held,
        () => `${percent(maxPosition)} cap: ${moneyText(held + need, view.currency)} of ${moneyText(limit, view.currency)}`,
      );
    });
    return tightest(verdicts, { kind: 'pass', why: () => 'no leg' });
  },
} satisfies RiskRule;
