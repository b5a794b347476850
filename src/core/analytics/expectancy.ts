import { toNumber } from '../money.ts';
import type { Metric } from './metric.ts';

export const expectancy: Metric = {
  name: 'expectancy',
  about: 'profit that one trade makes on average, after fees',
  unit: 'quote',
  leastDays: 0,
  source: 'Van Tharp, Trade Your Way to Financial Freedom: win rate x average win - loss rate x average loss',
  of: ({ tally }) => toNumber(tally.net) / tally.trades,
};
