import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Candle } from '../../src/core/market/candles.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { openSeries } from '../../src/exchange/ccxt/series.ts';
import { candle } from './market.ts';

/** What may befall a stream in a second: it tells a candle so many back, goes away, or does nothing. */
const moments = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('told' as const), back: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('gone' as const), back: fc.constant(0) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('still' as const), back: fc.constant(0) }) },
  ),
  { minLength: 50, maxLength: 400 },
);

test('whatever a stream tells, repeats or leaves out, every closed candle is handed on once, in order, with its last figures', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 3, max: 40 }), (happenings, pace) => {
      const series = openSeries(MINUTE, -MINUTE, 2 * SECOND);
      /** The market's truth: a candle's close tells how much of it has been seen. */
      const truth = (open: number, at: number): Candle => candle(open, 100 + Math.min(at - open, MINUTE) / SECOND);
      const handed: Candle[] = [];
      const corrections: (Candle | undefined)[] = [];
      let heard = Number.NEGATIVE_INFINITY;
      let newest = Number.POSITIVE_INFINITY;
      let now = 0;
      for (const { kind, back } of happenings) {
        now += pace * SECOND;
        const open = Math.floor(now / MINUTE) * MINUTE - back * MINUTE;
        if (kind === 'gone') {
          series.forget();
          heard = Number.NEGATIVE_INFINITY;
          newest = Number.POSITIVE_INFINITY;
        }
        if (kind === 'told') {
          // A stream's last word on an older candle comes before its first on a newer one.
          for (let at = Math.min(open, newest); at <= now; at += MINUTE) corrections.push(series.take(truth(at, now)));
          heard = now;
          newest = Math.floor(now / MINUTE) * MINUTE;
        }
        for (;;) {
          const { closed, hole } = series.advance(now, heard);
          handed.push(...closed);
          if (hole === undefined) break;
          const read: Candle[] = [];
          for (let at = hole.from; at < hole.to; at += MINUTE) read.push(truth(at, now));
          handed.push(...series.bridge(read, hole.to));
        }
      }
      expect(handed.map(({ time }) => time)).toEqual(handed.map((_, i) => i * MINUTE));
      expect(handed.every(({ close }) => close === 160)).toBe(true);
      expect(corrections.filter((one) => one !== undefined)).toEqual([]);
      // Nothing whose grace is over is held back.
      expect(handed.length).toBeGreaterThanOrEqual(Math.floor((now - 2 * SECOND) / MINUTE));
    }),
  );
});

test('a hole that the exchange has no candles for is passed by, once', () => {
  const series = openSeries(MINUTE, 0, 2 * SECOND);
  series.take(candle(3 * MINUTE, 103));
  const now = 3 * MINUTE + SECOND;
  expect(series.advance(now, now)).toEqual({ closed: [], hole: { from: MINUTE, to: 3 * MINUTE, skipped: true } });
  expect(series.bridge([], 3 * MINUTE)).toEqual([]);
  expect(series.advance(now, now)).toEqual({ closed: [], hole: undefined });
  // It came after all: late, so a correction.
  expect(series.take(candle(2 * MINUTE, 102))).toEqual(candle(2 * MINUTE, 102));
});

test('a candle comes back for each change after it was handed on, be it no longer the newest; one from before the watch only where it changes', () => {
  const series = openSeries(MINUTE, 0, 2 * SECOND);
  for (let open = 1; open <= 3; open++) series.take(candle(open * MINUTE, 100));
  expect(series.advance(4 * MINUTE, 4 * MINUTE).closed).toHaveLength(2);
  const changed = candle(MINUTE, 101);
  expect(series.take(candle(MINUTE, 100))).toBeUndefined();
  expect(series.take(changed)).toEqual(changed);
  expect(series.take(changed)).toBeUndefined();
  expect(series.take(candle(0, 100))).toBeUndefined();
  expect(series.take(candle(0, 101))).toEqual(candle(0, 101));
});
