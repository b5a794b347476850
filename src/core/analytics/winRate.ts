import type { Metric } from './metric.ts';

export const winRate: Metric = {
  name: 'win rate',
  about: 'share of the trades that made a profit, of those that made one or a loss, after fees',
  unit: 'fraction',
  leastDays: 0,
  source: 'Van Tharp, Trade Your Way to Financial Freedom',
  of: ({ tally }) => tally.won / (tally.trades - tally.drawn),
};
