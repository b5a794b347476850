import { moneyText } from '../../reply/format.ts';
import { equityAtStops, fit, fractionOf, percent } from '../exposure.ts';
import type { RiskRule } from '../rule.ts';

/** Today's loss so far, every open stop and the plan's own must together stay inside the day's limit. */
export const dailyLoss = {
  name: 'daily loss',
  about: 'If every stop fills, the day still ends inside its loss limit.',
  check(plan, view) {
    const { maxDailyLoss } = view.settings.risk;
    const floor = view.dayStart - fractionOf(view.dayStart, maxDailyLoss);
    const { before, loss } = equityAtStops(plan, view);
    return fit(
      loss,
      before - floor,
      () =>
        `all stops hit: day ends ${moneyText(before - loss - view.dayStart, view.currency, true)}, limit ${moneyText(floor - view.dayStart, view.currency, true)} (${percent(maxDailyLoss)})`,
    );
  },
} satisfies RiskRule;
