import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowExtreme } from './windowExtreme.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(1).max(1000).default(14),
});

type Params = z.infer<typeof params>;

/**
 * Williams %R, -100 at the lowest low of the last bars to 0 at the highest high. Without any range it is at -50, where TA-Lib says 0:
 * a price at rest is not overbought.
 */
export const williamsR = {
  name: 'williamsR',
  version: 1,
  about: 'Williams %R: how far the close lies below the high of the last bars',
  source: 'Williams, How I Made One Million Dollars (1973); TA-Lib WILLR',
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const highest = new WindowExtreme(p.period, 'highest');
    const lowest = new WindowExtreme(p.period, 'lowest');
    return (from, to) => {
      const { first } = bars;
      const [highs, lows, closes] = [bars.high.values, bars.low.values, bars.close.values];
      const values = out.value.values;
      for (let i = from - first; i < to - first; i++) {
        const top = highest.push(highs[i] ?? Number.NaN);
        const range = top - lowest.push(lows[i] ?? Number.NaN);
        values[i] = range === 0 ? -50 : (100 * ((closes[i] ?? Number.NaN) - top)) / range;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
