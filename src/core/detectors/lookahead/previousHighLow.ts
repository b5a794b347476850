import { z } from 'zod';
import { DAY, floorTo, HOUR, type Ms } from '../../time.ts';
import { blankSingle, type Lookahead, SMART_MONEY_CONCEPTS } from './lookahead.ts';

const params = z.object({
  /** 4 hours, a UTC day, or a week from Monday to Sunday. */
  period: z.enum(['4h', '1d', '1w']).default('1d'),
});

type Params = z.infer<typeof params>;
type Field = 'previousHigh' | 'previousLow' | 'brokenHigh' | 'brokenLow';

type Period = { readonly label: Ms; high: number; low: number };

/** 1970-01-05, a Monday. */
const MONDAY = 4 * DAY;

/** The time by which pandas calls the period of a candle: its start, but of a week the Sunday that ends it. */
function labelOf(time: Ms, period: Params['period']): Ms {
  if (period === '1w') return MONDAY + floorTo(time - MONDAY, 7 * DAY) + 6 * DAY;
  return floorTo(time, period === '4h' ? 4 * HOUR : DAY);
}

/**
 * High and low of the period before, and whether price has gone beyond them since. A candle belongs to the newest period whose
 * label lies before its open: so the candle that opens a period still counts to the one before, and a week begins on Sunday.
 */
export const lookaheadPreviousHighLow = {
  name: 'lookaheadPreviousHighLow',
  about: 'High and low of the period before and whether they are broken, as published',
  source: SMART_MONEY_CONCEPTS,
  params,
  fields: ['previousHigh', 'previousLow', 'brokenHigh', 'brokenLow'],
  compute(candles, p) {
    const { time, high, low } = candles;
    const out = {
      previousHigh: blankSingle(candles),
      previousLow: blankSingle(candles),
      brokenHigh: new Float64Array(time.length),
      brokenLow: new Float64Array(time.length),
    };
    const periods: Period[] = [];
    for (let i = 0; i < time.length; i++) {
      const label = labelOf(time[i] ?? Number.NaN, p.period);
      const newest = periods.at(-1);
      const [top, bottom] = [high[i] ?? Number.NaN, low[i] ?? Number.NaN];
      if (newest?.label !== label) periods.push({ label, high: top, low: bottom });
      else {
        newest.high = Math.max(newest.high, top);
        newest.low = Math.min(newest.low, bottom);
      }
    }
    if (periods.length < 2) return out;
    let begun = 0;
    let [highest, lowest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let i = 0; i < time.length; i++) {
      while ((periods[begun]?.label ?? Number.POSITIVE_INFINITY) < (time[i] ?? Number.NaN)) {
        begun += 1;
        [highest, lowest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      }
      highest = Math.max(highest, high[i] ?? Number.NaN);
      lowest = Math.min(lowest, low[i] ?? Number.NaN);
      const previous = periods[begun - 2];
      if (previous === undefined) continue;
      out.previousHigh[i] = previous.high;
      out.previousLow[i] = previous.low;
      out.brokenHigh[i] = highest > Math.fround(previous.high) ? 1 : 0;
      out.brokenLow[i] = lowest < Math.fround(previous.low) ? 1 : 0;
    }
    return out;
  },
} satisfies Lookahead<Params, Field>;
