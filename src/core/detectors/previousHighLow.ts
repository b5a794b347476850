import { z } from 'zod';
import type { Detector, Finding } from '../study/plug.ts';
import { DAY, floorTo, HOUR, MINUTE, type Ms } from '../time.ts';
import { forget } from './forget.ts';

const params = z.object({
  /** Hours, UTC days, weeks from Monday, and months. */
  period: z.enum(['1h', '4h', '1d', '1w', '1M']).default('1d'),
});

export type PreviousHighLowParams = z.infer<typeof params>;

/** Price beyond the high or low of the period before, for the first time in its own period. */
export type PreviousBroken = Finding & {
  readonly what: 'high' | 'low';
  readonly level: number;
};

type Field = 'previousHigh' | 'previousLow' | 'brokenHigh' | 'brokenLow';

const LENGTHS = { '1h': HOUR, '4h': 4 * HOUR, '1d': DAY, '1w': 7 * DAY } as const;
const LONGEST_MONTH = 31 * DAY;
/** 1970-01-05, a Monday. */
const MONDAY = 4 * DAY;

/** Where the period that holds `at` ends. */
function endOf(at: Ms, period: PreviousHighLowParams['period']): Ms {
  if (period === '1M') return Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth() + 1);
  const length = LENGTHS[period];
  const begins = period === '1w' ? MONDAY : 0;
  return begins + floorTo(at - begins, length) + length;
}

/**
 * High and low of the last period before a candle's own that has candles, and whether price has gone beyond them since the period
 * began (`brokenHigh` and `brokenLow`, 1 or 0). Of a period within which the study begins, only the rest counts. The library
 * reckons the candle that opens a period to the one before, and a week from Sunday.
 */
export const previousHighLow = {
  name: 'previousHighLow',
  version: 1,
  about: 'High and low of the hour, day, week or month before, and whether price has broken them',
  source: 'smart-money-concepts, previous_high_low',
  params,
  fields: ['previousHigh', 'previousLow', 'brokenHigh', 'brokenLow'],
  sparse: ['previousHigh', 'previousLow'],
  warmup: () => 0,
  // Two periods of the shortest candles.
  memory: (p) => (2 * (p.period === '1M' ? LONGEST_MONTH : LENGTHS[p.period])) / MINUTE,
  start(p, _use, bars, out) {
    const findings: PreviousBroken[] = [];
    // The period before and this one so far; an array, since doubles in a closure would be boxed anew on every write.
    const range = new Float64Array(5).fill(Number.NaN);
    const [END, HIGH, LOW, TOP, BOTTOM] = [0, 1, 2, 3, 4];
    let [aboveHigh, belowLow] = [0, 0];

    const at = (k: number): number => range[k] ?? Number.NaN;

    const begin = (time: Ms): void => {
      range[END] = endOf(time, p.period);
      range[HIGH] = at(TOP);
      range[LOW] = at(BOTTOM);
      range[TOP] = Number.NaN;
      range[BOTTOM] = Number.NaN;
      [aboveHigh, belowLow] = [0, 0];
    };

    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        const time = bars.time.at(i);
        if (!(time < at(END))) begin(time);
        const [top, bottom] = [bars.high.at(i), bars.low.at(i)];
        if (!(top <= at(TOP)) && !Number.isNaN(top)) range[TOP] = top;
        if (!(bottom >= at(BOTTOM)) && !Number.isNaN(bottom)) range[BOTTOM] = bottom;
        if (aboveHigh === 0 && top > at(HIGH)) {
          aboveHigh = 1;
          findings.push({ confirmed: i, what: 'high', level: at(HIGH) });
        }
        if (belowLow === 0 && bottom < at(LOW)) {
          belowLow = 1;
          findings.push({ confirmed: i, what: 'low', level: at(LOW) });
        }
        out.previousHigh.set(i, at(HIGH));
        out.previousLow.set(i, at(LOW));
        out.brokenHigh.set(i, aboveHigh);
        out.brokenLow.set(i, belowLow);
      }
      forget(findings, bars.first);
    };
    return { advance, findings };
  },
} satisfies Detector<PreviousHighLowParams, Field, PreviousBroken>;
