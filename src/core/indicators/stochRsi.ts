import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { rsi } from './rsi.ts';
import { WindowExtreme } from './windowExtreme.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars of the relative strength index. */
  period: z.number().int().min(1).max(1000).default(14),
  /** Bars whose highest and lowest index today's is put between. */
  k: z.number().int().min(1).max(1000).default(5),
  /** Bars over which k is averaged; 1 leaves it as it is. */
  smooth: z.number().int().min(1).max(1000).default(1),
  /** Bars over which d averages k. */
  d: z.number().int().min(1).max(1000).default(3),
});

type Params = z.infer<typeof params>;

/** An index that moves less than this does not move: what is left then is rounding, which would be stretched over 0 to 100. */
const REST = 1e-9;

/**
 * Stochastic of the relative strength index, 0 to 100. TA-Lib's STOCHRSI(timePeriod, fastK, fastD) is period, k and d with smooth 1;
 * Stock.Indicators' StochRsi(rsi, stoch, signal, smooth) is period, k, d and smooth, with its `stochRsi` as k and its `signal` as d.
 * An index at rest gives 50, where TA-Lib says 0.
 */
export const stochRsi = {
  name: 'stochRsi',
  version: 1,
  about: 'Stochastic RSI: where the relative strength index lies in its own range of the last bars',
  source: 'Chande and Kroll, The New Technical Trader (1994); TA-Lib STOCHRSI',
  params,
  fields: ['k', 'd'],
  warmup: (p) => p.period + p.k + p.smooth + p.d - 3,
  memory: (p) => rsi.memory({ period: p.period }) + p.k + p.smooth + p.d,
  start(p, use, bars, out) {
    const index = use(rsi, { period: p.period }).value;
    const highest = new WindowExtreme(p.k, 'highest');
    const lowest = new WindowExtreme(p.k, 'lowest');
    const smooth = new WindowSum(p.smooth);
    const average = new WindowSum(p.d);
    return (from, to) => {
      const { first } = bars;
      const [start, end] = [from - first, to - first];
      const [k, d] = [out.k.values, out.d.values];
      for (let i = from; i < to; i++) {
        const value = index.at(i);
        const bottom = lowest.push(value);
        const range = highest.push(value) - bottom;
        k[i - first] = range < REST ? 50 : (100 * (value - bottom)) / range;
      }
      smooth.average(k, k, start, end);
      average.average(k, d, start, end);
      for (let i = start; i < end; i++) if (Number.isNaN(d[i])) k[i] = Number.NaN;
    };
  },
} satisfies Indicator<Params, 'k' | 'd'>;
