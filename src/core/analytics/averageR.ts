import type { Metric } from './metric.ts';

export const averageR: Metric = {
  name: 'average R',
  about: 'profit of one trade on average, in units of the risk taken at its entry',
  unit: 'R',
  leastDays: 0,
  source: 'Van Tharp, Trade Your Way to Financial Freedom',
  of: ({ tally }) => tally.r / tally.trades,
};
