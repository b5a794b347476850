import type { Candle } from '../../core/market/candles.ts';
import { floorTo, type Ms } from '../../core/time.ts';

/** What a series can do next: hand on these candles, and then read what lies in [from, to), which the stream did not bring. */
type Advance = { readonly closed: readonly Candle[]; readonly hole: Hole | undefined };

/** Candles whose open lies in [from, to) are wanted; `skipped` when the stream went on to newer ones without them. */
export type Hole = { readonly from: Ms; readonly to: Ms; readonly skipped: boolean };

/** The closed candles of one streamed symbol: each handed on once, oldest first, none skipped unasked. */
export type StreamedSeries = {
  /** Takes a candle as the stream shows it now. One that was due before comes back when it is late or has changed since. */
  take(candle: Candle): Candle | undefined;
  /** Forgets what the connection told: its last candle may have gone on unseen. */
  forget(): void;
  /** `heard` is when the stream last said anything. */
  advance(now: Ms, heard: Ms): Advance;
  /** Takes what was read for a hole that ended at `to`; what it lacks is a gap of the exchange's own and is passed by. */
  bridge(candles: readonly Candle[], to: Ms): readonly Candle[];
};

/** Candles before the newest one that a stream may show again, changed or late. */
const SHOWN_BACK = 3;

/** Whether two candles tell the same figures. */
export const sameCandle = (a: Candle, b: Candle): boolean =>
  a.open === b.open && a.high === b.high && a.low === b.low && a.close === b.close && a.volume === b.volume;

/**
 * A candle has closed when a newer one has begun, or when `grace` has passed since its end and the stream has spoken after that
 * end. `after` is the open of the newest candle that is already known.
 */
export function openSeries(length: Ms, after: Ms, grace: Ms): StreamedSeries {
  let known = after;
  const shown = new Map<Ms, Candle>();
  /** Candles that were due, as they were last seen, as far back as a stream shows them. */
  const past = new Map<Ms, Candle>();

  const remember = (candle: Candle): void => {
    past.set(candle.time, candle);
    for (const time of past.keys()) if (time < known - SHOWN_BACK * length) past.delete(time);
  };
  const hand = (candle: Candle): Candle => {
    known = candle.time;
    remember(candle);
    for (const time of shown.keys()) if (time <= known) shown.delete(time);
    return candle;
  };

  return {
    take(candle) {
      if (candle.time > known) {
        shown.set(candle.time, candle);
        return undefined;
      }
      if (candle.time < known - SHOWN_BACK * length) return undefined;
      const before = past.get(candle.time);
      remember(candle);
      if (before === undefined) return candle.time > after ? candle : undefined;
      return sameCandle(before, candle) ? undefined : candle;
    },
    forget: () => shown.clear(),
    advance(now, heard) {
      const closed: Candle[] = [];
      const due = floorTo(now - grace, length);
      for (;;) {
        const next = known + length;
        const newest = Math.max(...shown.keys());
        const candle = shown.get(next);
        if (candle !== undefined && (newest > next || (next < due && heard >= next + length))) closed.push(hand(candle));
        else if (newest > next) return { closed, hole: { from: next, to: Math.min(...shown.keys()), skipped: true } };
        else return { closed, hole: next < due ? { from: next, to: due, skipped: false } : undefined };
      }
    },
    bridge(candles, to) {
      const closed = candles.filter(({ time }) => time > known && time < to).map(hand);
      if (to - length > known) {
        known = to - length;
        for (const time of shown.keys()) if (time <= known) shown.delete(time);
      }
      return closed;
    },
  };
}
