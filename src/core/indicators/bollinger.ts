import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowMoments } from './windowMoments.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(2).max(10_000).default(20),
  /** Population standard deviations from the middle to each band. */
  deviations: z.number().min(0.1).max(10).default(2),
});

type Params = z.infer<typeof params>;

/**
 * Bollinger bands of the close. `percentB` is 0 at the lower band and 1 at the upper one, 0.5 where the bands meet; `width` is their
 * distance as a fraction of the middle.
 */
export const bollinger = {
  name: 'bollinger',
  version: 1,
  about: 'Bollinger bands: simple average and population standard deviation of the close',
  source: 'TA-Lib BBANDS; Bollinger on Bollinger Bands for %b and band width',
  params,
  fields: ['upper', 'middle', 'lower', 'percentB', 'width'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const { deviations } = p;
    const window = new WindowMoments(p.period);
    return (from, to) => {
      const { first } = bars;
      const prices = bars.close.values;
      const [upper, middle, lower] = [out.upper.values, out.middle.values, out.lower.values];
      const [percentB, width] = [out.percentB.values, out.width.values];
      // The width's column holds the deviations until the bands are made of them.
      window.measure(prices, middle, width, from - first, to - first);
      for (let i = from - first; i < to - first; i++) {
        const mean = middle[i] ?? Number.NaN;
        const half = deviations * (width[i] ?? Number.NaN);
        upper[i] = mean + half;
        lower[i] = mean - half;
        percentB[i] = half === 0 ? 0.5 : 0.5 + ((prices[i] ?? Number.NaN) - mean) / (2 * half);
        width[i] = (2 * half) / mean;
      }
    };
  },
} satisfies Indicator<Params, 'upper' | 'middle' | 'lower' | 'percentB' | 'width'>;
