import { floorTo, lengthOf, type Ms, type Timeframe } from '../time.ts';
import type { Candle, CandleColumns } from './candles.ts';
import { newColumns, rowsOf } from './columns.ts';

/** Whether candles of `to` can be built from whole candles of `from`. */
export const canResample = (from: Timeframe, to: Timeframe): boolean => lengthOf(to) % lengthOf(from) === 0;

function lengths(from: Timeframe, to: Timeframe): { step: Ms; length: Ms } {
  if (!canResample(from, to))
    throw new RangeError(`${to} candles cannot be built from ${from} candles: ${from} does not divide ${to}`);
  return { step: lengthOf(from), length: lengthOf(to) };
}

/**
 * Coarser candles out of finer closed ones, bar by bar. A coarser candle is reported once its boundary has passed, never
 * before; where its last finer candles are missing, `closeUpTo` reports it at its boundary all the same. A series that begins
 * inside a coarser candle starts with the next one: half a candle would depend on when the reading began. Coarser candles
 * with no finer candle in them are gaps and stay gaps.
 */
export type Resampler = {
  /**
   * Takes a closed finer candle and returns the coarser candle that is thereby closed. After a gap that nobody called `closeUpTo`
   * over there may be two: the older is returned, the newer by the next call, so call `closeUpTo` at each instant after
   * its candles. A candle that is not newer than the last one changes nothing.
   */
  push(candle: Candle): Candle | undefined;
  /**
   * The coarser candle whose boundary is at or before `at` and that is not reported yet; finer candles of it that come later are
   * ignored.
   */
  closeUpTo(at: Ms): Candle | undefined;
};

/** Throws RangeError when whole candles of `from` do not make up a candle of `to`. */
export function createResampler(from: Timeframe, to: Timeframe): Resampler {
  const { step, length } = lengths(from, to);
  let open: Candle | undefined;
  /** Finer candles that open before this are in the past: taken already, or part of a candle that was left out or reported. */
  let next = Number.NEGATIVE_INFINITY;

  const closeUpTo = (at: Ms): Candle | undefined => {
    if (open === undefined || open.time + length > at) return undefined;
    const closed = open;
    open = undefined;
    next = Math.max(next, closed.time + length);
    return closed;
  };

  const push = (candle: Candle): Candle | undefined => {
    if (candle.time < next) return undefined;
    const start = floorTo(candle.time, length);
    if (next === Number.NEGATIVE_INFINITY && start !== candle.time) {
      next = start + length;
      return undefined;
    }
    const earlier = closeUpTo(candle.time);
    if (open === undefined) {
      open = { ...candle, time: start };
    } else {
      open.high = Math.max(open.high, candle.high);
      open.low = Math.min(open.low, candle.low);
      open.close = candle.close;
      open.volume += candle.volume;
    }
    next = candle.time + step;
    return earlier ?? closeUpTo(next);
  };

  return { push, closeUpTo };
}

/**
 * Coarser candles out of finer closed ones, all at once: the very candles that a resampler gives. `at` is the instant at which
 * boundaries are looked at, by default the close of the last finer candle; a candle that is open then is left out.
 * Throws RangeError when whole candles of `from` do not make up a candle of `to`.
 */
export function resample(fine: CandleColumns, from: Timeframe, to: Timeframe, at?: Ms): CandleColumns {
  const { step, length } = lengths(from, to);
  const rows = fine.time.length;
  const now = at ?? (fine.time[rows - 1] ?? 0) + step;
  let i = 0;
  const first = floorTo(fine.time[0] ?? 0, length);
  if (first !== fine.time[0]) while (i < rows && (fine.time[i] ?? 0) < first + length) i++;
  const span = (fine.time[rows - 1] ?? 0) - (fine.time[i] ?? 0);
  const coarse = newColumns(i < rows ? Math.min(rows - i, Math.floor(span / length) + 2) : 0);
  let row = -1;
  let start = Number.NaN;
  for (; i < rows; i++) {
    const time = fine.time[i] ?? 0;
    if (time + step > now) break;
    const high = fine.high[i] ?? 0;
    const low = fine.low[i] ?? 0;
    if (!(time < start + length)) {
      start = floorTo(time, length);
      row++;
      coarse.time[row] = start;
      coarse.open[row] = fine.open[i] ?? 0;
      coarse.high[row] = high;
      coarse.low[row] = low;
      coarse.volume[row] = 0;
    }
    if (high > (coarse.high[row] ?? 0)) coarse.high[row] = high;
    if (low < (coarse.low[row] ?? 0)) coarse.low[row] = low;
    coarse.close[row] = fine.close[i] ?? 0;
    coarse.volume[row] = (coarse.volume[row] ?? 0) + (fine.volume[i] ?? 0);
  }
  const closed = row >= 0 && start + length > now ? row : row + 1;
  return rowsOf(coarse, 0, closed);
}
