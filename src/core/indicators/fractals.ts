import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({
  /** Bars on each side of a fractal; it is known this many bars later. */
  period: z.number().int().min(1).max(100).default(2),
});

type Params = z.infer<typeof params>;

/**
 * Williams' fractals, written at the bar that confirms them: `high` is the price of a high above those of `period` bars on either side,
 * `low` of a low below; no value where this bar confirms none.
 */
export const fractals = {
  name: 'fractals',
  version: 1,
  about: "Williams' fractals: highs and lows that stand out, known once the bars after them have closed",
  source: 'Bill Williams, Trading Chaos (1995); Stock.Indicators Fractal',
  params,
  fields: ['high', 'low'],
  sparse: ['high', 'low'],
  warmup: (p) => 2 * p.period,
  memory: (p) => 2 * p.period + 1,
  start(p, _use, bars, out) {
    const { period } = p;
    const { high, low } = bars;
    const standsOut = (column: typeof high, pivot: number, sign: number): boolean => {
      const price = sign * column.at(pivot);
      for (let k = 1; k <= period; k++)
        if (!(sign * column.at(pivot - k) < price && sign * column.at(pivot + k) < price)) return false;
      return true;
    };
    return (from, to) => {
      for (let i = from; i < to; i++) {
        const pivot = i - period;
        out.high.set(i, standsOut(high, pivot, 1) ? high.at(pivot) : Number.NaN);
        out.low.set(i, standsOut(low, pivot, -1) ? low.at(pivot) : Number.NaN);
      }
    };
  },
} satisfies Indicator<Params, 'high' | 'low'>;
