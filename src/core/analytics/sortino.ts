import { DAYS_A_YEAR, dailyReturns, mean } from './equityStretch.ts';
import type { Metric } from './metric.ts';

/** Mean over the root mean square of what fell below `required` (fraction a period), annualised; NaN under two returns. */
export function sortinoRatio(returns: readonly number[], periodsPerYear: number, required = 0): number {
  if (returns.length < 2) return Number.NaN;
  const downside = Math.sqrt(mean(returns.map((value) => Math.min(0, value - required) ** 2)));
  return ((mean(returns) - required) / downside) * Math.sqrt(periodsPerYear);
}

export const sortino: Metric = {
  name: 'Sortino',
  about: 'daily return over its variation downwards, annualised over 365 days',
  unit: 'ratio',
  leastDays: 14,
  source: 'Frank Sortino and Lee Price, Performance Measurement in a Downside Risk Framework (1994)',
  of: ({ equity }) => sortinoRatio(dailyReturns(equity), DAYS_A_YEAR),
};
