import { DAYS_A_YEAR, dailyReturns, mean } from './equityStretch.ts';
import type { Metric } from './metric.ts';

/** Mean over sample standard deviation, annualised; NaN under two returns, infinite where they never vary. */
export function sharpeRatio(returns: readonly number[], periodsPerYear: number): number {
  if (returns.length < 2) return Number.NaN;
  const average = mean(returns);
  const variance = returns.reduce((sum, value) => sum + (value - average) ** 2, 0) / (returns.length - 1);
  // Equal returns leave a crumb of variance behind in floating point.
  const flat = returns.every((value) => value === returns[0]);
  return (average / (flat ? 0 : Math.sqrt(variance))) * Math.sqrt(periodsPerYear);
}

export const sharpe: Metric = {
  name: 'Sharpe',
  about: 'daily return over its own variation, annualised over 365 days, without a risk-free rate',
  unit: 'ratio',
  leastDays: 14,
  source: 'William Sharpe, The Sharpe Ratio (1994)',
  of: ({ equity }) => sharpeRatio(dailyReturns(equity), DAYS_A_YEAR),
};
