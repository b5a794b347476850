import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';

const params = z
  .object({
    /** Bars of the fast, the slow and the signal average. */
    fast: z.number().int().min(1).max(1000).default(12),
    slow: z.number().int().min(2).max(1000).default(26),
    signal: z.number().int().min(1).max(1000).default(9),
  })
  .refine((p) => p.fast < p.slow, { path: ['fast'], message: 'must be smaller than slow' });

type Params = z.infer<typeof params>;

/**
 * Fast less slow exponential average of the close (`macd`), its own exponential average (`signal`) and their difference
 * (`histogram`), all in quote currency. As in TA-Lib the fast average begins on the bars with which the slow one's beginning ends.
 */
export const macd = {
  name: 'macd',
  version: 1,
  about: 'Moving average convergence divergence of the close',
  source: 'Appel; TA-Lib MACD',
  params,
  fields: ['macd', 'signal', 'histogram'],
  warmup: (p) => p.slow + p.signal - 2,
  memory: (p) => p.slow + p.signal + barsToFade(2 / (p.slow + 1)) + barsToFade(2 / (p.signal + 1)),
  start(p, _use, bars, out) {
    const fast = new Smoother(p.fast, 2 / (p.fast + 1), p.slow - p.fast);
    const slow = new Smoother(p.slow, 2 / (p.slow + 1));
    const smooth = new Smoother(p.signal, 2 / (p.signal + 1));
    return (from, to) => {
      const start = from - bars.first;
      const end = to - bars.first;
      const prices = bars.close.values;
      const [line, signal, histogram] = [out.macd.values, out.signal.values, out.histogram.values];
      fast.smooth(prices, line, start, end);
      slow.smooth(prices, histogram, start, end);
      for (let i = start; i < end; i++) line[i] = (line[i] ?? Number.NaN) - (histogram[i] ?? Number.NaN);
      smooth.smooth(line, signal, start, end);
      for (let i = start; i < end; i++) {
        const apart = (line[i] ?? Number.NaN) - (signal[i] ?? Number.NaN);
        histogram[i] = apart;
        if (Number.isNaN(apart)) line[i] = Number.NaN;
      }
    };
  },
} satisfies Indicator<Params, 'macd' | 'signal' | 'histogram'>;
