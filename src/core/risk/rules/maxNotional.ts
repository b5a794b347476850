import { fromNumber } from '../../money.ts';
import { moneyText } from '../../reply/format.ts';
import { notionalOf } from '../../state/notional.ts';
import { fit, heldOn, tightest } from '../exposure.ts';
import type { RiskRule, Verdict } from '../rule.ts';

export const maxNotional = {
  name: 'max notional',
  about: 'A position is at most so much quote currency, when such a limit is set.',
  check(plan, view) {
    const { maxNotional: amount } = view.settings.risk;
    if (amount === undefined) return { kind: 'pass', why: () => 'no limit set' };
    const limit = fromNumber(amount, 'down');
    const verdicts = plan.legs.map((leg): Verdict => {
      const held = heldOn(leg.symbol, view.exposures);
      const need = notionalOf(leg);
      return fit(
        need,
        limit - held,
        () => `${moneyText(held + need, view.currency)} of ${moneyText(limit, view.currency)} max notional`,
      );
    });
    return tightest(verdicts, { kind: 'pass', why: () => 'no leg' });
  },
} satisfies RiskRule;
