import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';
import { WindowSum } from './windowSum.ts';

const params = z
  .object({
    /** Bars of the fast and the slow average of the close. */
    fast: z.number().int().min(1).max(1000).default(12),
    slow: z.number().int().min(2).max(1000).default(26),
    average: z.enum(['simple', 'exponential']).default('simple'),
  })
  .refine((p) => p.fast < p.slow, { path: ['fast'], message: 'must be smaller than slow' });

type Params = z.infer<typeof params>;

/**
 * Absolute price oscillator: the fast average of the close less the slow one, in quote currency. The averages are simple ones, as
 * TA-Lib's default.
 */
export const apo = {
  name: 'apo',
  version: 1,
  about: 'Absolute price oscillator: a fast average against a slow one',
  source: 'TA-Lib APO',
  params,
  fields: ['value'],
  warmup: (p) => p.slow - 1,
  memory: (p) => p.slow + (p.average === 'simple' ? 0 : barsToFade(2 / (p.slow + 1))),
  start(p, _use, bars, out) {
    const exponential = p.average === 'exponential';
    const [fast, slow] = [new Smoother(p.fast, 2 / (p.fast + 1)), new Smoother(p.slow, 2 / (p.slow + 1))];
    const [fastSum, slowSum] = [new WindowSum(p.fast), new WindowSum(p.slow)];
    return (from, to) => {
      const prices = bars.close.values;
      const values = out.value.values;
      for (let i = from - bars.first; i < to - bars.first; i++) {
        const price = prices[i] ?? Number.NaN;
        const quick = exponential ? fast.push(price) : fastSum.push(price) / p.fast;
        const long = exponential ? slow.push(price) : slowSum.push(price) / p.slow;
        values[i] = quick - long;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
