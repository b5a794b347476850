import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowSum } from './windowSum.ts';

const params = z
  .object({
    /** Bars of the fast and the slow average. */
    fast: z.number().int().min(1).max(1000).default(5),
    slow: z.number().int().min(2).max(1000).default(34),
  })
  .refine((p) => p.fast < p.slow, { path: ['fast'], message: 'must be smaller than slow' });

type Params = z.infer<typeof params>;

/** Awesome oscillator: fast less slow simple average of the median price (high + low) / 2, in quote currency. */
export const awesome = {
  name: 'awesome',
  version: 1,
  about: 'Awesome oscillator: fast less slow average of the median price',
  source: 'Williams, New Trading Dimensions (1998); Tulip AO',
  params,
  fields: ['value'],
  warmup: (p) => p.slow - 1,
  memory: (p) => p.slow,
  start(p, _use, bars, out) {
    const fast = new WindowSum(p.fast);
    const slow = new WindowSum(p.slow);
    return (from, to) => {
      const { first } = bars;
      const [highs, lows] = [bars.high.values, bars.low.values];
      const values = out.value.values;
      for (let i = from - first; i < to - first; i++) {
        const median = ((highs[i] ?? Number.NaN) + (lows[i] ?? Number.NaN)) / 2;
        values[i] = fast.push(median) / p.fast - slow.push(median) / p.slow;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
