import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';

const params = z.object({
  /** Bars; the newest range weighs 1 / period. */
  period: z.number().int().min(1).max(1000).default(14),
});

type Params = z.infer<typeof params>;

/** Average true range, in quote currency, by Wilder's smoothing; the first bar has no true range, since nothing closed before it. */
export const atr = {
  name: 'atr',
  version: 1,
  about: 'Average true range',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib ATR',
  params,
  fields: ['value'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1 + barsToFade(1 / p.period),
  start(p, _use, bars, out) {
    const average = new Smoother(p.period, 1 / p.period);
    return (from, to) => {
      const { first } = bars;
      const [highs, lows, closes] = [bars.high.values, bars.low.values, bars.close.values];
      const values = out.value.values;
      let before = bars.close.at(from - 1);
      for (let i = from - first; i < to - first; i++) {
        const top = highs[i] ?? Number.NaN;
        const bottom = lows[i] ?? Number.NaN;
        values[i] = Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before));
        before = closes[i] ?? Number.NaN;
      }
      average.smooth(values, values, from - first, to - first);
    };
  },
} satisfies Indicator<Params, 'value'>;
