import { z } from 'zod';
import type { Indicator } from '../study.ts';
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
    const { close } = bars;
    const { macd: line, signal, histogram } = out;
    const fast = new Smoother(p.fast, 2 / (p.fast + 1));
    const slow = new Smoother(p.slow, 2 / (p.slow + 1));
    const smooth = new Smoother(p.signal, 2 / (p.signal + 1));
    const apart = p.slow - p.fast;
    // Prices in a row, counted as far as it matters for the fast average's late beginning.
    let row = 0;
    return (from, to) => {
      for (let i = from; i < to; i++) {
        const price = close.at(i);
        const slowNow = slow.push(price);
        const fastNow = fast.push(row >= apart ? price : Number.NaN);
        if (row < apart || Number.isNaN(price)) row = Number.isNaN(price) ? 0 : row + 1;
        const now = fastNow - slowNow;
        const signalNow = smooth.push(now);
        line.set(i, Number.isNaN(signalNow) ? Number.NaN : now);
        signal.set(i, signalNow);
        histogram.set(i, now - signalNow);
      }
    };
  },
} satisfies Indicator<Params, 'macd' | 'signal' | 'histogram'>;
