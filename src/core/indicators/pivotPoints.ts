import { z } from 'zod';
import type { Column } from '../market/candles.ts';
import type { Indicator } from '../study/plug.ts';
import { DAY, MINUTE, type Ms, utcDay } from '../time.ts';

const params = z.object({
  kind: z.enum(['standard', 'fibonacci', 'camarilla', 'woodie']).default('standard'),
  /** The stretch of time, in UTC, whose prices make the levels of the next one. */
  window: z.enum(['day', 'week', 'month']).default('day'),
});

type Params = z.infer<typeof params>;

const FIELDS = ['pivot', 'resistance1', 'resistance2', 'resistance3', 'support1', 'support2', 'support3'] as const;
type Field = (typeof FIELDS)[number];

/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const MONDAY = 4 * DAY;
const LONGEST = { day: DAY, week: 7 * DAY, month: 31 * DAY } as const;

/** Where the window that holds `at` begins. */
function windowOf(kind: Params['window'], at: Ms): Ms {
  const day = utcDay(at);
  if (kind === 'day') return day;
  if (kind === 'week') return day - ((((day - MONDAY) % (7 * DAY)) + 7 * DAY) % (7 * DAY));
  const date = new Date(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** Distances of the levels from the pivot or the close, by kind; in parts of the range of the window before. */
const FIBONACCI = [0.382, 0.618, 1] as const;
const CAMARILLA = [1.1 / 12, 1.1 / 6, 1.1 / 4] as const;

/** Writes the levels that follow from a window's high, low and close, and for Woodie's from the new window's open. */
function levels(kind: Params['kind'], high: number, low: number, close: number, open: number, into: Float64Array): void {
  const range = high - low;
  const pivot = kind === 'woodie' ? (high + low + 2 * open) / 4 : (high + low + close) / 3;
  into[0] = pivot;
  for (let k = 0; k < 3; k++) {
    let [up, down] = [0, 0];
    if (kind === 'camarilla') [up, down] = [close + (CAMARILLA[k] ?? 0) * range, close - (CAMARILLA[k] ?? 0) * range];
    else if (kind === 'fibonacci') [up, down] = [pivot + (FIBONACCI[k] ?? 0) * range, pivot - (FIBONACCI[k] ?? 0) * range];
    else if (k === 0) [up, down] = [2 * pivot - low, 2 * pivot - high];
    else if (k === 1) [up, down] = [pivot + range, pivot - range];
    else [up, down] = [high + 2 * (pivot - low), low - 2 * (high - pivot)];
    into[1 + k] = up;
    into[4 + k] = down;
  }
}

/**
 * Pivot points of the day, week or month before, in quote currency; no value before the first window has ended. A study that begins
 * within a window has only the rest of it in its first levels.
 */
export const pivotPoints = {
  name: 'pivotPoints',
  version: 1,
  about: 'Pivot points: levels from the high, low and close of the day, week or month before',
  source: 'Floor traders; Stock.Indicators Pivot Points',
  params,
  fields: FIELDS,
  sparse: FIELDS,
  warmup: () => 0,
  // Two whole windows of the shortest candles.
  memory: (p) => (2 * LONGEST[p.window]) / MINUTE,
  start(p, _use, bars, out) {
    const columns: readonly Column[] = FIELDS.map((field: Field) => out[field]);
    const known = new Float64Array(FIELDS.length).fill(Number.NaN);
    // The window, and its high, low and close so far.
    const state = new Float64Array([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    return (from, to) => {
      for (let i = from; i < to; i++) {
        const high = bars.high.at(i);
        const low = bars.low.at(i);
        const window = windowOf(p.window, bars.time.at(i));
        if (window !== state[0]) {
          levels(p.kind, state[1] ?? 0, state[2] ?? 0, state[3] ?? 0, bars.open.at(i), known);
          state[0] = window;
          state[1] = high;
          state[2] = low;
        } else {
          if (!((state[1] ?? 0) >= high)) state[1] = high;
          if (!((state[2] ?? 0) <= low)) state[2] = low;
        }
        state[3] = bars.close.at(i);
        for (let k = 0; k < columns.length; k++) columns[k]?.set(i, known[k] ?? Number.NaN);
      }
    };
  },
} satisfies Indicator<Params, Field>;
