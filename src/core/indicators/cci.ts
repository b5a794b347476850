import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({
  /** Bars; each is looked at again on every bar. */
  period: z.number().int().min(2).max(1000).default(14),
});

type Params = z.infer<typeof params>;

/** Lambert's constant, with which most values lie between -100 and 100. */
const SCALE = 0.015;

/** Typical prices that differ by less than this, of the price, are one: their doubles differ where their decimals do not. */
const SAME = 1e-12;

/**
 * Commodity channel index: the typical price's distance from its average, in mean deviations. Prices are taken from the newest one,
 * so that a price at rest is exactly 0 and not a rounding divided by a rounding.
 */
export const cci = {
  name: 'cci',
  version: 1,
  about: 'Commodity channel index: distance of the typical price from its average, in mean deviations',
  source: 'Lambert, Commodities magazine (1980); TA-Lib CCI',
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const n = p.period;
    const typical = new Float64Array(n).fill(Number.NaN);
    let slot = 0;
    return (from, to) => {
      const { first } = bars;
      const [highs, lows, closes] = [bars.high.values, bars.low.values, bars.close.values];
      const values = out.value.values;
      for (let i = from - first; i < to - first; i++) {
        const price = ((highs[i] ?? Number.NaN) + (lows[i] ?? Number.NaN) + (closes[i] ?? Number.NaN)) / 3;
        typical[slot] = price;
        slot = slot + 1 === n ? 0 : slot + 1;
        const least = SAME * price;
        let sum = 0;
        for (let j = 0; j < n; j++) {
          const below = price - (typical[j] ?? Number.NaN);
          sum += Math.abs(below) <= least ? 0 : below;
        }
        const apart = sum / n;
        let deviations = 0;
        for (let j = 0; j < n; j++) {
          const below = price - (typical[j] ?? Number.NaN);
          deviations += Math.abs((Math.abs(below) <= least ? 0 : below) - apart);
        }
        values[i] = deviations === 0 ? 0 : apart / ((SCALE * deviations) / n);
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
