import { describe, expect, test } from 'vitest';
import { fairValueGap } from '../../../src/core/detectors/fairValueGap.ts';
import { previousHighLow } from '../../../src/core/detectors/previousHighLow.ts';
import { sessions } from '../../../src/core/detectors/sessions.ts';
import { swings } from '../../../src/core/detectors/swings.ts';
import type { CandleColumns } from '../../../src/core/market/candles.ts';
import { newColumns, rowsOf } from '../../../src/core/market/columns.ts';
import { lively } from '../../../src/core/study/conformance/markets.ts';
import { DAY, HOUR } from '../../../src/core/time.ts';
import { candlesThrough, zigzag } from '../candlePaths.ts';
import { detected } from './beside.ts';

/** Hourly candles of [low, high] that rise through their range, or fall where the second is the lower. */
function candlesOf(ranges: readonly (readonly [number, number])[], start = Date.UTC(2024, 0, 1)): CandleColumns {
  const candles = newColumns(ranges.length);
  for (const [i, [open, close]] of ranges.entries()) {
    candles.time[i] = start + i * HOUR;
    candles.open[i] = open;
    candles.close[i] = close;
    candles.high[i] = Math.max(open, close);
    candles.low[i] = Math.min(open, close);
    candles.volume[i] = 1;
  }
  return candles;
}

describe('fair value gaps', () => {
  const rest = (bars: number): readonly (readonly [number, number])[] => Array.from({ length: bars }, () => [116, 117]);

  test('a gap is known at its third candle, and open until price touches its nearer edge', () => {
    const candles = candlesOf([
      [100, 102],
      [102, 110],
      [106, 112],
      [112, 107],
      [107, 106],
      [106, 109],
    ]);
    const { columns, findings } = detected(fairValueGap, {}, candles);
    expect(findings).toEqual([
      { confirmed: 2, what: 'formed', direction: 1, bar: 1, top: 106, bottom: 102 },
      { confirmed: 4, what: 'mitigated', direction: 1, bar: 1, top: 106, bottom: 102 },
    ]);
    expect([1, 2, 3, 4, 5].map((i) => columns.bullishTop.at(i))).toEqual([Number.NaN, 106, 106, Number.NaN, Number.NaN]);
    expect([2, 3, 4, 5].map((i) => columns.bullishMitigated.at(i))).toEqual([0, 0, 1, 0]);
  });

  test('a gap is forgotten once its candle is older than the lookback', () => {
    const candles = candlesOf([[100, 102], [102, 110], [106, 112], ...rest(12)]);
    const { columns } = detected(fairValueGap, { lookback: 10 }, candles);
    expect([11, 12].map((i) => columns.bullishTop.at(i))).toEqual([106, Number.NaN]);
  });

  test('gaps on neighbouring candles are one where they are joined, within the lookback', () => {
    const rise = Array.from({ length: 15 }, (_, i) => [100 + 10 * i, 108 + 10 * i] as const);
    const { columns, findings } = detected(fairValueGap, { join: true, lookback: 10 }, candlesOf(rise));
    expect(findings.at(0)).toMatchObject({ confirmed: 2, bar: 1, top: 120, bottom: 108 });
    expect(findings.at(1)).toMatchObject({ confirmed: 3, bar: 2, top: 130, bottom: 108 });
    expect(findings.at(-1)).toMatchObject({ confirmed: 14, bar: 13, top: 240, bottom: 138 });
    expect(columns.bullishBottom.at(14)).toBe(138);
  });

  test('a gap of the other direction on the next candle is not joined', () => {
    const { findings } = detected(
      fairValueGap,
      { join: true },
      candlesOf([
        [100, 102],
        [98, 118],
        [117, 112],
        [97, 95],
      ]),
    );
    expect(findings.map(({ what, direction, bar, top, bottom }) => [what, direction, bar, top, bottom])).toEqual([
      ['formed', 1, 1, 112, 102],
      ['mitigated', 1, 1, 112, 102],
      ['formed', -1, 2, 98, 97],
    ]);
  });
});

describe('swings', () => {
  test('a swing is known its length of bars later, and a higher one takes its place', () => {
    const path = zigzag([
      [0, 100],
      [18, 102],
      [20, 120],
      [21, 115],
      [23, 117],
      [25, 130],
      [40, 100],
      [50, 110],
    ]);
    const { findings, columns } = detected(swings, { length: 3 }, candlesThrough(path, { wick: 0 }));
    expect(findings.map(({ bar, confirmed, highLow, level }) => [bar, confirmed, highLow, level])).toEqual([
      [20, 23, 1, 120],
      [25, 28, 1, 130],
      [40, 43, -1, 100],
    ]);
    expect([27, 28, 29].map((i) => columns.highLow.at(i))).toEqual([0, 1, 0]);
  });
});

describe('by the clock', () => {
  test('a session through midnight is one, and the next day’s is another even where the candles between are missing', () => {
    const whole = candlesOf(Array.from({ length: 96 }, (_, i) => [100 + i, 101 + i] as const));
    const { findings } = detected(sessions, { session: 'sydney' }, whole);
    expect(findings.slice(0, 4).map(({ confirmed, what, high, low }) => [confirmed, what, high, low])).toEqual([
      [0, 'opened', 101, 100],
      [7, 'closed', 107, 100],
      [21, 'opened', 122, 121],
      [31, 'closed', 131, 121],
    ]);
    const gap = candlesOf(Array.from({ length: 48 }, (_, i) => [100 + i, 101 + i] as const));
    for (let i = 10; i < 48; i++) gap.time[i] = (gap.time[i] ?? 0) + DAY - HOUR;
    const { columns } = detected(sessions, { session: 'custom', from: 8 * 60, to: 9 * 60 }, gap);
    expect([9, 10].map((i) => [columns.active.at(i), columns.low.at(i)])).toEqual([
      [1, 108],
      [1, 110],
    ]);
  });

  test('a month before is a calendar month, and its high is broken once', () => {
    const candles = candlesOf(Array.from({ length: 80 }, (_, i) => [i, i + 1] as const));
    for (let i = 0; i < 80; i++) candles.time[i] = Date.UTC(2024, 0, 1 + i);
    const { columns, findings } = detected(previousHighLow, { period: '1M' }, candles);
    expect([30, 31, 59, 60].map((i) => columns.previousHigh.at(i))).toEqual([Number.NaN, 31, 31, 60]);
    expect(findings.map(({ confirmed, what, level }) => [confirmed, what, level])).toEqual([
      [31, 'high', 31],
      [60, 'high', 60],
    ]);
  });

  test('a candle without numbers leaves the period’s high and low as they were', () => {
    const candles = lively(600, 4);
    const holed = { ...candles, high: candles.high.slice(), low: candles.low.slice() };
    holed.high[288] = Number.NaN;
    holed.low[288] = Number.NaN;
    const [without, holedToo] = [rowsOf(candles, 289, 576), detected(previousHighLow, {}, holed).columns];
    expect(holedToo.previousHigh.at(576)).toBe(Math.max(...without.high));
    expect(holedToo.previousLow.at(576)).toBe(Math.min(...without.low));
  });
});
