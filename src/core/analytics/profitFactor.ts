import { toNumber, ZERO } from '../money.ts';
import type { Metric } from './metric.ts';

export const profitFactor: Metric = {
  name: 'profit factor',
  about: 'what the winners made over what the losers lost',
  unit: 'ratio',
  leastDays: 0,
  source: 'Robert Pardo, The Evaluation and Optimization of Trading Strategies',
  of({ trades }) {
    let won = ZERO;
    let lost = ZERO;
    for (const { profit } of trades) {
      if (profit > ZERO) won += profit;
      else lost -= profit;
    }
    return toNumber(won) / toNumber(lost);
  },
};
