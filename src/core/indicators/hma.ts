import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowLine } from './windowLine.ts';

const params = z.object({
  /** Bars of the slow average; the fast one has half as many, the smoothing their square root, both rounded down. */
  period: z.number().int().min(2).max(10_000).default(20),
});

type Params = z.infer<typeof params>;

/** Hull moving average of the close, in quote currency: WMA over sqrt(n) of twice WMA(n / 2) less WMA(n). */
export const hma = {
  name: 'hma',
  version: 1,
  about: 'Hull moving average of the close: little lag, little noise',
  source: 'Alan Hull (2005)',
  params,
  fields: ['value'],
  warmup: (p) => p.period + Math.floor(Math.sqrt(p.period)) - 2,
  memory: (p) => p.period + Math.floor(Math.sqrt(p.period)),
  start(p, _use, bars, out) {
    const half = Math.floor(p.period / 2);
    const root = Math.floor(Math.sqrt(p.period));
    const fast = new WindowLine(half);
    const slow = new WindowLine(p.period);
    const smooth = new WindowLine(root);
    return (from, to) => {
      const prices = bars.close.values;
      const values = out.value.values;
      for (let i = from - bars.first; i < to - bars.first; i++) {
        const price = prices[i] ?? Number.NaN;
        fast.push(price);
        slow.push(price);
        smooth.push(2 * (fast.mean + (fast.slope * (half - 1)) / 6) - (slow.mean + (slow.slope * (p.period - 1)) / 6));
        values[i] = smooth.mean + (smooth.slope * (root - 1)) / 6;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
