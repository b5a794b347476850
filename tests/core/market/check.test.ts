import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candle } from '../../../src/core/market/candles.ts';
import { checkCandles } from '../../../src/core/market/check.ts';
import { HOUR } from '../../../src/core/time.ts';
import { candle, candlesOf, columnsOf, seriesWithGaps } from './series.ts';

const series = { symbol: 'BTC/USDT', timeframe: '1h' } as const;
const start = Date.UTC(2024, 5, 1);
const hours = (count: number): Candle[] => Array.from({ length: count }, (_, i) => candle(start + i * HOUR));
const later = start + 1000 * HOUR;
const check = (candles: readonly Candle[], now = later) => checkCandles(columnsOf(candles), series, now);

describe('a broken candle is dropped and told', () => {
  const cases: readonly [string, Partial<Candle>, string][] = [
    ['NaN', { close: Number.NaN }, 'number'],
    ['an infinite high', { high: Number.POSITIVE_INFINITY }, 'number'],
    ['an infinite volume', { volume: Number.POSITIVE_INFINITY }, 'number'],
    ['a zero price', { low: 0 }, 'number'],
    ['a negative price', { open: -1, low: -2 }, 'number'],
    ['a high below the close', { high: 100.5 }, 'range'],
    ['a low above the open', { low: 100.5 }, 'range'],
    ['a negative volume', { volume: -1 }, 'number'],
    ['NaN volume', { volume: Number.NaN }, 'number'],
    ['no time', { time: Number.NaN }, 'number'],
    ['a time past every calendar', { time: 1e300 }, 'aligned'],
    ['a misaligned open', { time: start + 2 * HOUR + 1 }, 'aligned'],
    ['an open in the future', { time: later + HOUR }, 'future'],
    ['an open whose candle has not closed', { time: later }, 'unfinished'],
  ];
  it.each(cases)('%s', (_, broken, problem) => {
    const candles = hours(5);
    candles[2] = { ...candle(start + 2 * HOUR), ...broken };
    const { columns, problems } = check(candles);
    expect(candlesOf(columns)).toEqual([0, 1, 3, 4].map((i) => candles[i]));
    const [found, gap] = problems;
    expect(found).toMatchObject({ symbol: 'BTC/USDT', timeframe: '1h', problem, count: 1 });
    expect(gap).toMatchObject({ problem: 'gap', count: 1 });
  });
});

describe('of two rows with one open the finished one counts', () => {
  const finished: Candle = { time: start + HOUR, open: 100, high: 105, low: 97, close: 103, volume: 40 };
  const states: readonly Candle[] = [
    { ...finished, high: 100, low: 100, close: 100, volume: 0 },
    { ...finished, high: 104, close: 104, volume: 25 },
  ];
  const corrected = { ...finished, high: 106, close: 106, volume: 30 };
  const cases: readonly [string, readonly Candle[], Candle][] = [
    ['the later of an unfinished and a finished one', [...states, finished], finished],
    ['the earlier where the later is a state before it', [finished, ...states], finished],
    ['the same twice', [finished, finished], finished],
    ['the later of two that contradict each other', [finished, corrected], corrected],
    ['the sane one of a broken and a sane one', [{ ...finished, close: Number.NaN }, finished], finished],
  ];
  it.each(cases)('%s', (_, rows, counts) => {
    const [first, , third] = hours(3);
    if (first === undefined || third === undefined) throw new Error('no candles');
    const { columns, faulty } = check([first, ...rows, third]);
    expect(candlesOf(columns)).toEqual([first, counts, third]);
    expect(faulty.length).toBe(rows.length - 1);
  });
});

it('puts rows in order that are not, and says how many stood behind a later one', () => {
  const candles = hours(6);
  expect(candlesOf(check(candles.toReversed()).columns)).toEqual(candles);
  const { columns, problems } = check([0, 1, 3, 2, 5, 4].flatMap((i) => candles[i] ?? []));
  expect(candlesOf(columns)).toEqual(candles);
  expect(problems.map(({ says }) => says)).toEqual([
    'BTC/USDT 1h: put in order 2 candles that stood behind a later one, the first at 2024-06-01 02:00 UTC',
  ]);
});

it('counts missing candles, says where, and fills none', () => {
  const candles = hours(10).filter((_, i) => i !== 3 && i !== 6 && i !== 7);
  const { columns, problems } = check(candles);
  expect(columns.time.length).toBe(7);
  expect(problems).toEqual([
    {
      ...series,
      problem: 'gap',
      count: 3,
      says: 'BTC/USDT 1h: 3 candles are missing in 2 gaps, the longest of 2 from 2024-06-01 06:00 UTC; left missing',
    },
  ]);
});

it('leaves out the last candle until its length has passed', () => {
  const candles = hours(3);
  expect(check(candles, start + 3 * HOUR - 1).columns.time.length).toBe(2);
  expect(check(candles, start + 3 * HOUR - 1).problems.map(({ problem }) => problem)).toEqual(['unfinished']);
  expect(check(candles, start + 3 * HOUR)).toMatchObject({ problems: [] });
});

it('ends with the shortest of columns of unequal length, and takes none at all', () => {
  const columns = columnsOf(hours(4));
  expect(checkCandles({ ...columns, volume: columns.volume.subarray(0, 2) }, series, later).columns.time.length).toBe(2);
  expect(check([])).toMatchObject({ problems: [] });
});

it('passes sane candles as they are and no broken candle whatever comes', () => {
  const value = fc.oneof(fc.double(), fc.integer({ min: -3, max: 300 }));
  const time = fc.oneof(
    fc.double(),
    fc.integer({ min: -5, max: 50 }).map((i) => start + i * HOUR),
  );
  const anything = fc.record({ time, open: value, high: value, low: value, close: value, volume: value });
  const mostlySane = fc.integer({ min: 0, max: 50 }).map((i) => candle(start + i * HOUR));
  const now = start + 40 * HOUR;
  fc.assert(
    fc.property(fc.array(fc.oneof(anything, mostlySane), { maxLength: 60 }), (candles) => {
      const { columns, problems } = check(candles, now);
      const clean = candlesOf(columns);
      let before = Number.NEGATIVE_INFINITY;
      for (const { time, open, high, low, close, volume } of clean) {
        expect(time % HOUR === 0 && time > before && time + HOUR <= now).toBe(true);
        expect(low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close) && high < Infinity).toBe(true);
        expect(volume >= 0 && volume < Infinity).toBe(true);
        before = time;
      }
      const dropped = problems
        .filter(({ problem }) => problem !== 'gap' && problem !== 'order')
        .reduce((sum, { count }) => sum + count, 0);
      expect(clean.length + dropped).toBe(candles.length);
      expect(checkCandles(columns, series, now).columns).toEqual(columns);
    }),
  );
  fc.assert(
    fc.property(seriesWithGaps('1h'), (candles) => {
      const { columns, problems } = check(candles);
      expect(candlesOf(columns)).toEqual(candles);
      expect(problems.filter(({ problem }) => problem !== 'gap')).toEqual([]);
    }),
  );
});
