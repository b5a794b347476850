import { averageR } from './averageR.ts';
import { calmar } from './calmar.ts';
import { expectancy } from './expectancy.ts';
import { exposure } from './exposure.ts';
import { maxDrawdown } from './maxDrawdown.ts';
import type { Metric } from './metric.ts';
import { profitFactor } from './profitFactor.ts';
import { sharpe } from './sharpe.ts';
import { sortino } from './sortino.ts';
import { winRate } from './winRate.ts';

/** Every metric, in the order in which reports show them. */
export const metrics: readonly Metric[] = [
  winRate,
  profitFactor,
  expectancy,
  averageR,
  sharpe,
  sortino,
  calmar,
  maxDrawdown,
  exposure,
];
