import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({
  /** Bars on each side of a pivot; it is known this many bars later. */
  reach: z.number().int().min(1).max(50).default(5),
  /** Bars over which a swing's size is measured, up to the pivot. */
  window: z.number().int().min(2).max(1000).default(50),
});

type Params = z.infer<typeof params>;

/**
 * Swing highs and lows, written at the bar that confirms them and never before: at bar i, `high` is the price of a pivot at bar
 * i - reach and 0 when that bar is none; `rise` is its swing's size, from the opposite extreme of the `window` bars
 * that end with it, as a fraction of the higher price. `low` and `fall` mirror them.
 * On a flat top the first of the equal bars is the pivot.
 */
export const pivotSwings = {
  name: 'pivotSwings',
  version: 1,
  about: 'Swing highs and lows, known once the bars after them have closed',
  source: 'Bill Williams, Trading Chaos: fractals, with a free reach',
  params,
  fields: ['high', 'low', 'rise', 'fall'],
  warmup: (p) => Math.max(p.window, p.reach + 1) + p.reach - 1,
  memory: (p) => Math.max(p.window, p.reach + 1) + p.reach,
  start(p, _use, bars, out) {
    const { high, low } = bars;
    const { reach, window } = p;
    const isHigh = (pivot: number): boolean => {
      const price = high.at(pivot);
      for (let k = 1; k <= reach; k++) if (!(high.at(pivot + k) <= price && high.at(pivot - k) < price)) return false;
      return true;
    };
    const isLow = (pivot: number): boolean => {
      const price = low.at(pivot);
      for (let k = 1; k <= reach; k++) if (!(low.at(pivot + k) >= price && low.at(pivot - k) > price)) return false;
      return true;
    };
    const lowest = (until: number): number => {
      let extreme = low.at(until);
      for (let i = until - window + 1; i < until; i++) if (low.at(i) < extreme) extreme = low.at(i);
      return extreme;
    };
    const highest = (until: number): number => {
      let extreme = high.at(until);
      for (let i = until - window + 1; i < until; i++) if (high.at(i) > extreme) extreme = high.at(i);
      return extreme;
    };
    const warm = Math.max(window, reach + 1) + reach - 1;
    return (from, to) => {
      for (let i = from; i < to; i++) {
        if (i < warm) {
          out.high.set(i, Number.NaN);
          out.low.set(i, Number.NaN);
          out.rise.set(i, Number.NaN);
          out.fall.set(i, Number.NaN);
          continue;
        }
        const pivot = i - reach;
        const top = isHigh(pivot) ? high.at(pivot) : 0;
        const bottom = isLow(pivot) ? low.at(pivot) : 0;
        out.high.set(i, top);
        out.low.set(i, bottom);
        out.rise.set(i, top > 0 ? 1 - lowest(pivot) / top : 0);
        out.fall.set(i, bottom > 0 ? 1 - bottom / highest(pivot) : 0);
      }
    };
  },
} satisfies Indicator<Params, 'high' | 'low' | 'rise' | 'fall'>;
