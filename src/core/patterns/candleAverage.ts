import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import type { CandlePart } from './settings.ts';

const params = z.object({
  of: z.enum(['body', 'range', 'shadows'] satisfies CandlePart[]).default('body'),
  /** Candles. */
  period: z.number().int().min(1).max(1000).default(10),
});

type Params = z.infer<typeof params>;

/**
 * Mean body, range or pair of shadows of the candles before this one, in quote currency: the yardstick of candlestick patterns.
 * It is added up anew for every candle, the oldest first. Prices of few digits are held against it, often to a tie: a sum whose
 * last bits depended on where the history began would change what is seen.
 */
export const candleAverage = {
  name: 'candleAverage',
  version: 1,
  about: 'Mean body, range or shadows of the candles before',
  source: 'TA-Lib TA_CANDLEAVERAGE',
  params,
  fields: ['value'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1,
  start({ of, period }, _use, bars, out) {
    // What the last candles measured; the oldest one is next to be replaced.
    const measured = new Float64Array(period).fill(Number.NaN);
    let oldest = 0;
    return (from, to) => {
      const opens = bars.open.values;
      const highs = bars.high.values;
      const lows = bars.low.values;
      const closes = bars.close.values;
      const values = out.value.values;
      for (let i = from - bars.first; i < to - bars.first; i++) {
        let sum = 0;
        for (let k = oldest; k < period; k++) sum += measured[k] ?? Number.NaN;
        for (let k = 0; k < oldest; k++) sum += measured[k] ?? Number.NaN;
        values[i] = sum / period;
        const open = opens[i] ?? Number.NaN;
        const high = highs[i] ?? Number.NaN;
        const low = lows[i] ?? Number.NaN;
        const close = closes[i] ?? Number.NaN;
        if (of === 'body') measured[oldest] = Math.abs(close - open);
        else if (of === 'range') measured[oldest] = high - low;
        else measured[oldest] = high - Math.max(open, close) + (Math.min(open, close) - low);
        oldest = oldest + 1 === period ? 0 : oldest + 1;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
