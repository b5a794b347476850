import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({});

/**
 * On-balance volume, in base currency, begun with the first bar's volume as in TA-Lib. Its level depends on where the study
 * began and never forgets it; only its changes mean something.
 */
export const obv = {
  name: 'obv',
  version: 1,
  about: 'On-balance volume: volume of rising closes less that of falling ones',
  source: 'Granville, New Key to Stock Market Profits (1963); TA-Lib OBV',
  params,
  fields: ['value'],
  warmup: () => 0,
  memory: () => Number.POSITIVE_INFINITY,
  start(_p, _use, bars, out) {
    // The last close that was there and the sum so far.
    const state = new Float64Array([Number.NaN, 0]);
    return (from, to) => {
      let before = state[0] ?? Number.NaN;
      let sum = state[1] ?? 0;
      const { first } = bars;
      const [closes, volumes, values] = [bars.close.values, bars.volume.values, out.value.values];
      for (let i = from - first; i < to - first; i++) {
        const price = closes[i] ?? Number.NaN;
        const size = volumes[i] ?? Number.NaN;
        if (Number.isNaN(price) || Number.isNaN(size)) {
          values[i] = Number.NaN;
          continue;
        }
        if (price < before) sum -= size;
        else if (price > before || Number.isNaN(before)) sum += size;
        before = price;
        values[i] = sum;
      }
      state[0] = before;
      state[1] = sum;
    };
  },
} satisfies Indicator<Record<string, never>, 'value'>;
