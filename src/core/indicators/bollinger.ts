import { z } from 'zod';
import type { Indicator } from '../study.ts';
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
    const { close } = bars;
    const { upper, middle, lower, percentB, width } = out;
    const window = new WindowMoments(p.period);
    return (from, to) => {
      // The width's column holds the deviations until the bands are made of them.
      window.measure(close, middle, width, from, to);
      for (let i = from; i < to; i++) {
        const mean = middle.at(i);
        const half = p.deviations * width.at(i);
        upper.set(i, mean + half);
        lower.set(i, mean - half);
        percentB.set(i, half === 0 ? 0.5 : 0.5 + (close.at(i) - mean) / (2 * half));
        width.set(i, (2 * half) / mean);
      }
    };
  },
} satisfies Indicator<Params, 'upper' | 'middle' | 'lower' | 'percentB' | 'width'>;
