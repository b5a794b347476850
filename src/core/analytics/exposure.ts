import type { Metric } from './metric.ts';

export const exposure: Metric = {
  name: 'exposure',
  about: 'share of the time in which a closed trade was open',
  unit: 'fraction',
  leastDays: 0,
  source: 'Robert Pardo, The Evaluation and Optimization of Trading Strategies',
  of({ from, to, trades }) {
    let covered = 0;
    let until = from;
    for (const { openedAt, closedAt } of trades.toSorted((a, b) => a.openedAt - b.openedAt)) {
      const start = Math.max(openedAt, until);
      const end = Math.min(closedAt, to);
      if (end <= start) continue;
      covered += end - start;
      until = end;
    }
    return covered / (to - from);
  },
};
