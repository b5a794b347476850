import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { atr } from './atr.ts';

const params = z.object({
  /** Bars of the average true range. */
  period: z.number().int().min(1).max(1000).default(10),
  /** Average true ranges from the bar's middle to the line. */
  multiplier: z.number().min(0.1).max(20).default(3),
});

type Params = z.infer<typeof params>;

/**
 * SuperTrend, in quote currency: a line below a rising market (`direction` 1, shown as `lower`) or above a falling one (-1, `upper`)
 * that only moves with the trend, until the close crosses it. It turns on its own past, so that nothing bounds how far back it looks.
 */
export const superTrend = {
  name: 'superTrend',
  version: 1,
  about: 'SuperTrend: a trailing line by average true range that turns when the close crosses it',
  source: 'Olivier Seban; Stock.Indicators SuperTrend',
  params,
  fields: ['value', 'direction', 'upper', 'lower'],
  sparse: ['upper', 'lower'],
  warmup: (p) => p.period,
  memory: () => Number.POSITIVE_INFINITY,
  start(p, use, bars, out) {
    const range = use(atr, { period: p.period }).value;
    const { multiplier } = p;
    // The upper and the lower band, and the direction; NaN before the first.
    const state = new Float64Array([Number.NaN, Number.NaN, 1]);
    return (from, to) => {
      const { first } = bars;
      const [values, directions] = [out.value.values, out.direction.values];
      const [uppers, lowers] = [out.upper.values, out.lower.values];
      let upper = state[0] ?? Number.NaN;
      let lower = state[1] ?? Number.NaN;
      let rising = (state[2] ?? 1) > 0;
      let before = bars.close.at(from - 1);
      for (let i = from; i < to; i++) {
        const close = bars.close.at(i);
        const middle = (bars.high.at(i) + bars.low.at(i)) / 2;
        const reach = multiplier * range.at(i);
        if (Number.isNaN(reach)) {
          upper = Number.NaN;
          lower = Number.NaN;
        } else {
          if (Number.isNaN(upper)) {
            rising = close >= middle;
            upper = middle + reach;
            lower = middle - reach;
          }
          if (middle + reach < upper || before > upper) upper = middle + reach;
          if (middle - reach > lower || before < lower) lower = middle - reach;
          rising = close > (rising ? lower : upper);
        }
        before = close;
        const line = rising ? lower : upper;
        values[i - first] = line;
        directions[i - first] = Number.isNaN(line) ? Number.NaN : rising ? 1 : -1;
        uppers[i - first] = rising ? Number.NaN : upper;
        lowers[i - first] = rising ? lower : Number.NaN;
      }
      state[0] = upper;
      state[1] = lower;
      state[2] = rising ? 1 : -1;
    };
  },
} satisfies Indicator<Params, 'value' | 'direction' | 'upper' | 'lower'>;
