import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(1).max(1000).default(14),
});

type Params = z.infer<typeof params>;

/**
 * Vortex: how far highs lie from the lows before them (`plusVI`), and lows from the highs before (`minusVI`), as a fraction of the
 * true range, near 1 both. Without any range both are 0.
 */
export const vortex = {
  name: 'vortex',
  version: 1,
  about: 'Vortex: upward and downward movement as fractions of the true range',
  source: 'Botes and Siepman, Technical Analysis of Stocks and Commodities (2010)',
  params,
  fields: ['plusVI', 'minusVI'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1,
  start(p, _use, bars, out) {
    const rises = new WindowSum(p.period);
    const falls = new WindowSum(p.period);
    const ranges = new WindowSum(p.period);
    return (from, to) => {
      const { first } = bars;
      const [highs, lows, closes] = [bars.high.values, bars.low.values, bars.close.values];
      const [plus, minus] = [out.plusVI.values, out.minusVI.values];
      let highBefore = bars.high.at(from - 1);
      let lowBefore = bars.low.at(from - 1);
      let closeBefore = bars.close.at(from - 1);
      for (let i = from - first; i < to - first; i++) {
        const top = highs[i] ?? Number.NaN;
        const bottom = lows[i] ?? Number.NaN;
        const total = ranges.push(Math.max(top, closeBefore) - Math.min(bottom, closeBefore));
        const up = rises.push(Math.abs(top - lowBefore));
        const down = falls.push(Math.abs(bottom - highBefore));
        plus[i] = total === 0 ? 0 : up / total;
        minus[i] = total === 0 ? 0 : down / total;
        highBefore = top;
        lowBefore = bottom;
        closeBefore = closes[i] ?? Number.NaN;
      }
    };
  },
} satisfies Indicator<Params, 'plusVI' | 'minusVI'>;
