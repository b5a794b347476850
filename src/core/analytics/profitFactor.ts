import { toNumber } from '../money.ts';
import type { Metric } from './metric.ts';

export const profitFactor: Metric = {
  name: 'profit factor',
  about: 'what the winners made over what the losers lost',
  unit: 'ratio',
  leastDays: 0,
  source: 'Robert Pardo, The Evaluation and Optimization of Trading Strategies',
  of: ({ tally }) => toNumber(tally.gained) / toNumber(tally.lost),
};
