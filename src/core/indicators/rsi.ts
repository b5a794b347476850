import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';

const params = z.object({
  /** Bars; the newest change weighs 1 / period. */
  period: z.number().int().min(1).max(1000).default(14),
});

type Params = z.infer<typeof params>;

/**
 * Relative strength index, 0 to 100, by Wilder's smoothing. A market that has not moved at all is at 50, where TA-Lib says 0 and
 * others 100: a price at rest is neither oversold nor overbought.
 */
export const rsi = {
  name: 'rsi',
  version: 1,
  about: 'Relative strength index of the close',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib RSI',
  params,
  fields: ['value'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1 + barsToFade(1 / p.period),
  start(p, _use, bars, out) {
    const gains = new Smoother(p.period, 1 / p.period);
    const losses = new Smoother(p.period, 1 / p.period);
    return (from, to) => {
      const { first } = bars;
      const prices = bars.close.values;
      const values = out.value.values;
      let before = bars.close.at(from - 1);
      for (let i = from - first; i < to - first; i++) {
        const price = prices[i] ?? Number.NaN;
        const change = price - before;
        before = price;
        // Math.max carries a NaN on, so that a gap begins both averages anew.
        const gain = gains.push(Math.max(change, 0));
        const moved = gain + losses.push(Math.max(-change, 0));
        values[i] = moved === 0 ? 50 : (100 * gain) / moved;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
