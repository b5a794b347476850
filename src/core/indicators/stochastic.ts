import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowExtreme } from './windowExtreme.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars whose highest high and lowest low the close is put between. */
  k: z.number().int().min(1).max(1000).default(5),
  /** Bars over which k is averaged; 1 gives the fast stochastic. */
  smooth: z.number().int().min(1).max(1000).default(3),
  /** Bars over which d averages k. */
  d: z.number().int().min(1).max(1000).default(3),
});

type Params = z.infer<typeof params>;

/**
 * Stochastic oscillator, 0 to 100: where the close lies between the lowest low and the highest high (`k`), and its simple average
 * (`d`). Both begin together, as in TA-Lib. Without any range it is at 50, where TA-Lib says 0: a price at rest is not oversold.
 */
export const stochastic = {
  name: 'stochastic',
  version: 1,
  about: 'Stochastic oscillator: where the close lies in the range of the last bars',
  source: 'Lane (1957); TA-Lib STOCH, and STOCHF with smooth 1',
  params,
  fields: ['k', 'd'],
  warmup: (p) => p.k + p.smooth + p.d - 3,
  memory: (p) => p.k + p.smooth + p.d,
  start(p, _use, bars, out) {
    const highest = new WindowExtreme(p.k, 'highest');
    const lowest = new WindowExtreme(p.k, 'lowest');
    const smooth = new WindowSum(p.smooth);
    const average = new WindowSum(p.d);
    return (from, to) => {
      const [start, end] = [from - bars.first, to - bars.first];
      const prices = bars.close.values;
      const [k, d] = [out.k.values, out.d.values];
      highest.slide(bars.high.values, k, start, end);
      lowest.slide(bars.low.values, d, start, end);
      for (let i = start; i < end; i++) {
        const bottom = d[i] ?? Number.NaN;
        const range = (k[i] ?? Number.NaN) - bottom;
        k[i] = range === 0 ? 50 : (100 * ((prices[i] ?? Number.NaN) - bottom)) / range;
      }
      smooth.average(k, k, start, end);
      average.average(k, d, start, end);
      for (let i = start; i < end; i++) if (Number.isNaN(d[i])) k[i] = Number.NaN;
    };
  },
} satisfies Indicator<Params, 'k' | 'd'>;
