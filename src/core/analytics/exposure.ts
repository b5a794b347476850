import type { Metric } from './metric.ts';

export const exposure: Metric = {
  name: 'exposure',
  about: 'share of the time in which a position was open',
  unit: 'fraction',
  leastDays: 0,
  source: 'Robert Pardo, The Evaluation and Optimization of Trading Strategies',
  of: ({ from, to, equity, open }) => equity.reduce((sum, { exposed }) => sum + exposed, open) / (to - from),
};
