import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowExtreme } from './windowExtreme.ts';

const params = z.object({
  /** Bars of the channel. */
  period: z.number().int().min(1).max(10_000).default(20),
  /** Bars between the newest bar and the channel: 1 leaves the newest bar out, so that it can break through; 0 takes it in. */
  lag: z.number().int().min(0).max(100).default(1),
});

type Params = z.infer<typeof params>;

/**
 * Donchian channel, in quote currency: highest high and lowest low of the bars before this one, as Stock.Indicators and Donchian's
 * own rule have it; other charts take the newest bar in (`lag` 0). `width` is their distance as a fraction of the middle.
 */
export const donchian = {
  name: 'donchian',
  version: 1,
  about: 'Donchian channel: the highest high and the lowest low of the bars before',
  source: 'Donchian (1960); Stock.Indicators Donchian',
  params,
  fields: ['upper', 'middle', 'lower', 'width'],
  warmup: (p) => p.period - 1 + p.lag,
  memory: (p) => p.period + p.lag,
  start(p, _use, bars, out) {
    const [highest, lowest] = [new WindowExtreme(p.period, 'highest'), new WindowExtreme(p.period, 'lowest')];
    return (from, to) => {
      const { first } = bars;
      const [uppers, middles, lowers, widths] = [out.upper.values, out.middle.values, out.lower.values, out.width.values];
      for (let i = from; i < to; i++) {
        const top = highest.push(bars.high.at(i - p.lag));
        const bottom = lowest.push(bars.low.at(i - p.lag));
        const middle = (top + bottom) / 2;
        uppers[i - first] = top;
        middles[i - first] = middle;
        lowers[i - first] = bottom;
        widths[i - first] = (top - bottom) / middle;
      }
    };
  },
} satisfies Indicator<Params, 'upper' | 'middle' | 'lower' | 'width'>;
