import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowExtreme } from './windowExtreme.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(2).max(1000).default(14),
});

type Params = z.infer<typeof params>;

/**
 * Choppiness index, 0 to 100: the way the price went bar by bar against the range it got through, on a logarithmic scale. 0 is a
 * straight line, 100 goes nowhere, which a price at rest does too. True highs and lows count, which reach to the close before.
 */
export const choppiness = {
  name: 'choppiness',
  version: 1,
  about: 'Choppiness index: how little a market trends, whatever its direction',
  source: 'Dreiss (1993); Stock.Indicators Chop',
  params,
  fields: ['value'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1,
  start(p, _use, bars, out) {
    const scale = 100 / Math.log(p.period);
    const highest = new WindowExtreme(p.period, 'highest');
    const lowest = new WindowExtreme(p.period, 'lowest');
    const way = new WindowSum(p.period);
    return (from, to) => {
      const { first } = bars;
      const [highs, lows, closes] = [bars.high.values, bars.low.values, bars.close.values];
      const values = out.value.values;
      let before = bars.close.at(from - 1);
      for (let i = from - first; i < to - first; i++) {
        // Both are NaN on the first bar, where Math.max and Math.min carry the missing close on.
        const top = Math.max(highs[i] ?? Number.NaN, before);
        const bottom = Math.min(lows[i] ?? Number.NaN, before);
        before = closes[i] ?? Number.NaN;
        const range = highest.push(top) - lowest.push(bottom);
        const sum = way.push(top - bottom);
        values[i] = range === 0 ? 100 : scale * Math.log(sum / range);
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
