import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowExtreme } from './windowExtreme.ts';

const params = z.object({
  /** Bars before this one that are looked at with it. */
  period: z.number().int().min(1).max(10_000).default(14),
});

type Params = z.infer<typeof params>;

/**
 * Aroon, 0 to 100: 100 when the highest high (`up`) or the lowest low (`down`) is this bar's, 0 when it is `period` bars old; of equal
 * ones the newest counts, as in TA-Lib. `oscillator` is up less down.
 */
export const aroon = {
  name: 'aroon',
  version: 1,
  about: 'Aroon: how long ago the highest high and the lowest low were',
  source: 'Chande, Technical Analysis of Stocks and Commodities (1995); TA-Lib AROON and AROONOSC',
  params,
  fields: ['up', 'down', 'oscillator'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1,
  start(p, _use, bars, out) {
    const n = p.period;
    const highest = new WindowExtreme(n + 1, 'highest');
    const lowest = new WindowExtreme(n + 1, 'lowest');
    return (from, to) => {
      const [start, end] = [from - bars.first, to - bars.first];
      const [up, down, oscillator] = [out.up.values, out.down.values, out.oscillator.values];
      highest.age(bars.high.values, up, start, end);
      lowest.age(bars.low.values, down, start, end);
      for (let i = start; i < end; i++) {
        const [sinceHigh, sinceLow] = [up[i] ?? Number.NaN, down[i] ?? Number.NaN];
        up[i] = (100 * (n - sinceHigh)) / n;
        down[i] = (100 * (n - sinceLow)) / n;
        oscillator[i] = (100 * (sinceLow - sinceHigh)) / n;
      }
    };
  },
} satisfies Indicator<Params, 'up' | 'down' | 'oscillator'>;
