import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({
  /** Bars of the profile. */
  period: z.number().int().min(1).max(2_000).default(100),
  /** Rows into which the range of prices is cut. */
  rows: z.number().int().min(2).max(500).default(24),
  /** Share of the volume that the value area holds. */
  area: z.number().min(0.01).max(1).default(0.7),
});

type Params = z.infer<typeof params>;

/**
 * Volume by price over the last bars, in quote currency: `poc` is the middle of the row with the most volume (the lowest of equal
 * ones), `valueHigh` and `valueLow` the edges of the value area, grown from there by the larger of the rows above and below (the upper
 * one of equals) until it holds its share. A bar's volume is spread evenly over its range, since candles do not say where it was traded.
 */
export const volumeProfile = {
  name: 'volumeProfile',
  version: 1,
  about: 'Volume profile: the price with the most volume, and the area around it that holds most',
  source: 'Steidlmayer, Market Profile (1984), by volume',
  params,
  fields: ['poc', 'valueHigh', 'valueLow'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const { period, rows } = p;
    const profile = new Float64Array(rows);

    const fill = (i: number, bottom: number, height: number): number => {
      profile.fill(0);
      let total = 0;
      for (let k = i - period + 1; k <= i; k++) {
        const low = bars.low.at(k);
        const high = bars.high.at(k);
        const volume = bars.volume.at(k);
        const begin = Math.min(rows - 1, Math.max(0, Math.floor((low - bottom) / height)));
        const end = Math.min(rows - 1, Math.max(0, Math.floor((high - bottom) / height)));
        total += volume;
        if (begin === end || !(high > low)) {
          profile[begin] = (profile[begin] ?? 0) + volume;
          continue;
        }
        for (let row = begin; row <= end; row++) {
          const from = row === begin ? low : bottom + row * height;
          const to = row === end ? high : bottom + (row + 1) * height;
          profile[row] = (profile[row] ?? 0) + (volume * (to - from)) / (high - low);
        }
      }
      return total;
    };

    const measure = (i: number, bottom: number, top: number): void => {
      const height = top > bottom ? (top - bottom) / rows : 1;
      const total = fill(i, bottom, height);
      let poc = 0;
      for (let row = 1; row < rows; row++) if ((profile[row] ?? 0) > (profile[poc] ?? 0)) poc = row;
      let low = poc;
      let high = poc;
      let held = profile[poc] ?? 0;
      while (held < p.area * total && (low > 0 || high < rows - 1)) {
        const above = high < rows - 1 ? (profile[high + 1] ?? 0) : -1;
        const below = low > 0 ? (profile[low - 1] ?? 0) : -1;
        if (above >= below) high += 1;
        else low -= 1;
        held += Math.max(above, below);
      }
      const flat = !(top > bottom);
      out.poc.set(i, flat ? bottom : bottom + (poc + 0.5) * height);
      out.valueHigh.set(i, flat ? bottom : bottom + (high + 1) * height);
      out.valueLow.set(i, flat ? bottom : bottom + low * height);
    };

    return (from, to) => {
      for (let i = from; i < to; i++) {
        let bottom = Number.POSITIVE_INFINITY;
        let top = Number.NEGATIVE_INFINITY;
        for (let k = i - period + 1; k <= i; k++) {
          // Math.min carries a NaN on: a missing candle leaves the profile out until it has passed.
          bottom = Math.min(bottom, bars.low.at(k));
          top = Math.max(top, bars.high.at(k));
        }
        if (Number.isNaN(bottom + top)) {
          out.poc.set(i, Number.NaN);
          out.valueHigh.set(i, Number.NaN);
          out.valueLow.set(i, Number.NaN);
        } else measure(i, bottom, top);
      }
    };
  },
} satisfies Indicator<Params, 'poc' | 'valueHigh' | 'valueLow'>;
