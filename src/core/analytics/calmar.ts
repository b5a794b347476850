import { DAYS_A_YEAR, dailyReturns } from './equityStretch.ts';
import { maxDrawdownOf } from './maxDrawdown.ts';
import type { Metric } from './metric.ts';

/** Compound annual return over the deepest drawdown; NaN where there was none. */
export function calmarRatio(returns: readonly number[], periodsPerYear: number): number {
  const deepest = maxDrawdownOf(returns);
  if (!(deepest > 0)) return Number.NaN;
  const growth = returns.reduce((product, value) => product * (1 + value), 1);
  return (growth ** (periodsPerYear / returns.length) - 1) / deepest;
}

export const calmar: Metric = {
  name: 'Calmar',
  about: 'compound annual return over the deepest drawdown of daily equity',
  unit: 'ratio',
  leastDays: 14,
  source: 'Terry Young, Calmar Ratio: A Smoother Tool (1991)',
  of: ({ equity }) => calmarRatio(dailyReturns(equity), DAYS_A_YEAR),
};
