import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { ema } from './ema.ts';

const params = z.object({
  /** Bars of the exponential average. */
  period: z.number().int().min(1).max(1000).default(13),
});

type Params = z.infer<typeof params>;

/**
 * Elder-ray: how far the high (`bullPower`) and the low (`bearPower`) lie above the exponential average of the close, in quote
 * currency.
 */
export const elderRay = {
  name: 'elderRay',
  version: 1,
  about: "Elder-ray: a bar's high and low against the average close",
  source: 'Elder, Trading for a Living (1993)',
  params,
  fields: ['bullPower', 'bearPower'],
  warmup: ema.warmup,
  memory: ema.memory,
  start(p, use, bars, out) {
    const average = use(ema, { period: p.period }).value;
    return (from, to) => {
      const { first } = bars;
      const [highs, lows] = [bars.high.values, bars.low.values];
      const [bull, bear] = [out.bullPower.values, out.bearPower.values];
      for (let i = from - first; i < to - first; i++) {
        const middle = average.at(first + i);
        bull[i] = (highs[i] ?? Number.NaN) - middle;
        bear[i] = (lows[i] ?? Number.NaN) - middle;
      }
    };
  },
} satisfies Indicator<Params, 'bullPower' | 'bearPower'>;
