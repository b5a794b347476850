import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { DAY, MINUTE, utcDay } from '../time.ts';

const params = z.object({});

/**
 * Volume-weighted average of the typical price (high + low + close) / 3 since the UTC day began; NaN before the day's first trade.
 * A study that begins within a day has only the rest of that day in it.
 */
export const sessionVwap = {
  name: 'session vwap',
  version: 1,
  about: 'Volume-weighted average price since 00:00 UTC',
  source: 'Berkowitz, Logue, Noser (1988)',
  params,
  fields: ['value'],
  sparse: ['value'],
  warmup: () => 0,
  // A whole day of the shortest candles.
  memory: () => DAY / MINUTE,
  start(_p, _use, bars, out) {
    const { time, high, low, close, volume } = bars;
    const { value } = out;
    // The UTC day, its turnover and its volume so far.
    const state = new Float64Array([Number.NaN, 0, 0]);
    return (from, to) => {
      let day = state[0] ?? Number.NaN;
      let turnover = state[1] ?? 0;
      let traded = state[2] ?? 0;
      for (let i = from; i < to; i++) {
        const today = utcDay(time.at(i));
        if (today !== day) {
          day = today;
          turnover = 0;
          traded = 0;
        }
        const size = volume.at(i);
        turnover += ((high.at(i) + low.at(i) + close.at(i)) / 3) * size;
        traded += size;
        value.set(i, turnover / traded);
      }
      state[0] = day;
      state[1] = turnover;
      state[2] = traded;
    };
  },
} satisfies Indicator<Record<string, never>, 'value'>;
