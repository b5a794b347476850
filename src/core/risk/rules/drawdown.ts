import { moneyText } from '../../reply/format.ts';
import { equityAtStops, fit, fractionOf, percent } from '../exposure.ts';
import type { RiskRule } from '../rule.ts';

export const drawdown = {
  name: 'drawdown',
  about: 'If every stop fills, equity still stands inside the drawdown limit.',
  check(plan, view) {
    const { maxDrawdown } = view.settings.risk;
    const floor = view.peak - fractionOf(view.peak, maxDrawdown);
    const { before, loss } = equityAtStops(plan, view);
    return fit(
      loss,
      before - floor,
      () =>
        `all stops hit: equity ${moneyText(before - loss, view.currency)}, floor ${moneyText(floor, view.currency)} (${percent(maxDrawdown)} below the peak)`,
    );
  },
} satisfies RiskRule;
