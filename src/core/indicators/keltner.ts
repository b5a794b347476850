import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { atr } from './atr.ts';
import { ema } from './ema.ts';

const params = z.object({
  /** Bars of the exponential average in the middle. */
  period: z.number().int().min(2).max(1000).default(20),
  /** Average true ranges from the middle to each band. */
  multiplier: z.number().min(0.1).max(20).default(2),
  /** Bars of the average true range. */
  atrPeriod: z.number().int().min(1).max(1000).default(10),
});

type Params = z.infer<typeof params>;

/** Keltner channel, in quote currency; `width` is the bands' distance as a fraction of the middle. */
export const keltner = {
  name: 'keltner',
  version: 1,
  about: 'Keltner channel: an exponential average with bands of average true range',
  source: 'Keltner (1960), as Raschke draws it; Stock.Indicators Keltner',
  params,
  fields: ['upper', 'middle', 'lower', 'width'],
  warmup: (p) => Math.max(p.period - 1, p.atrPeriod),
  memory: (p) => Math.max(ema.memory({ period: p.period }), atr.memory({ period: p.atrPeriod })),
  start(p, use, bars, out) {
    const middle = use(ema, { period: p.period }).value;
    const range = use(atr, { period: p.atrPeriod }).value;
    const { multiplier } = p;
    return (from, to) => {
      const { first } = bars;
      const [uppers, middles, lowers, widths] = [out.upper.values, out.middle.values, out.lower.values, out.width.values];
      for (let i = from; i < to; i++) {
        const centre = middle.at(i);
        const half = multiplier * range.at(i);
        const known = Number.isNaN(half) ? Number.NaN : centre;
        uppers[i - first] = known + half;
        middles[i - first] = known;
        lowers[i - first] = known - half;
        widths[i - first] = (2 * half) / known;
      }
    };
  },
} satisfies Indicator<Params, 'upper' | 'middle' | 'lower' | 'width'>;
