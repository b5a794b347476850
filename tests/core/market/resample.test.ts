import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candle } from '../../../src/core/market/candles.ts';
import { canResample, createResampler, resample } from '../../../src/core/market/resample.ts';
import { HOUR, lengthOf, type Timeframe } from '../../../src/core/time.ts';
import { readCandleFile } from '../../../src/store/parquet.ts';
import { sharedData } from '../../data.ts';
import { candle, candlesOf, columnsOf, seriesWithGaps } from './series.ts';

const day = Date.UTC(2024, 5, 1);
const at = (hour: number, price = 100): Candle => candle(day + hour * HOUR, price);
const fourHours = (...candles: readonly Candle[]) => {
  const resampler = createResampler('1h', '4h');
  return { resampler, closed: candles.flatMap((fine) => resampler.push(fine) ?? []) };
};

describe('a coarser candle', () => {
  it('closes with its last finer candle and holds first open, extremes, last close and the sum of volume', () => {
    const { closed } = fourHours(at(0, 100), at(1, 130), at(2, 70), at(3, 90), at(4, 95));
    expect(closed).toEqual([{ time: day, open: 100, high: 132, low: 68, close: 91, volume: 40 }]);
  });

  it('is never reported before its boundary, and at its boundary though its last finer candles are missing', () => {
    const { resampler, closed } = fourHours(at(0), at(1), at(2));
    expect(closed).toEqual([]);
    expect(resampler.closeUpTo(day + 4 * HOUR - 1)).toBeUndefined();
    expect(resampler.closeUpTo(day + 4 * HOUR)).toMatchObject({ time: day, volume: 30 });
    expect(resampler.closeUpTo(day + 8 * HOUR)).toBeUndefined();
    expect(resampler.push(at(3))).toBeUndefined();
    expect(resampler.closeUpTo(day + 8 * HOUR)).toBeUndefined();
  });

  it('that nobody closed over a gap closes at the next finer candle, before one that this closes', () => {
    const { resampler, closed } = fourHours(at(0), at(1), at(7, 50));
    expect(closed).toMatchObject([{ time: day, volume: 20 }]);
    expect(resampler.closeUpTo(day + 8 * HOUR)).toMatchObject({ time: day + 4 * HOUR, open: 50, volume: 10 });
    expect(resampler.closeUpTo(day + 8 * HOUR)).toBeUndefined();
  });

  it('is left out where the series begins inside it', () => {
    const { closed } = fourHours(at(1), at(2), at(3), at(4), at(5), at(6), at(7));
    expect(closed).toMatchObject([{ time: day + 4 * HOUR, volume: 40 }]);
  });

  it('takes no finer candle twice, nor one from before', () => {
    const { closed } = fourHours(at(0), at(1), at(1, 500), at(0, 500), at(2), at(3));
    expect(closed).toMatchObject([{ high: 102, volume: 40 }]);
  });
});

it('whole candles must make up a coarser one', () => {
  expect(canResample('5m', '4h')).toBe(true);
  expect(canResample('8h', '12h')).toBe(false);
  expect(canResample('1h', '15m')).toBe(false);
  expect(() => createResampler('8h', '12h')).toThrow('8h does not divide 12h');
});

it('all at once and bar by bar give the same candles, also when every instant closes what it can', () => {
  const frames = fc.constantFrom<[Timeframe, Timeframe]>(['1m', '5m'], ['5m', '1h'], ['15m', '4h'], ['1h', '1d'], ['1h', '1h']);
  const run = frames.chain(([from, to]) => seriesWithGaps(from).map((candles) => ({ from, to, candles })));
  fc.assert(
    fc.property(run, fc.nat(60), ({ from, to, candles }, extra) => {
      const step = lengthOf(from);
      const last = candles.at(-1)?.time ?? 0;
      const now = last + step + extra * step;

      const bySeries = createResampler(from, to);
      const each = candles
        .flatMap((fine) => [bySeries.push(fine), bySeries.closeUpTo(fine.time + step)])
        .filter((bar) => bar !== undefined);
      expect(candlesOf(resample(columnsOf(candles), from, to))).toEqual(each);
      const rest = bySeries.closeUpTo(now);
      const all = rest === undefined ? each : [...each, rest];
      expect(candlesOf(resample(columnsOf(candles), from, to, now))).toEqual(all);

      const byCandle = createResampler(from, to);
      const lazily = [...candles.map((fine) => byCandle.push(fine)), byCandle.closeUpTo(now)].filter((bar) => bar !== undefined);
      expect(lazily).toEqual(all);

      const byInstant = createResampler(from, to);
      const told: Candle[] = [];
      const byTime = new Map(candles.map((fine) => [fine.time, fine]));
      for (let t = candles[0]?.time ?? now; t + step <= now; t += step) {
        const fine = byTime.get(t);
        const closed = [fine === undefined ? undefined : byInstant.push(fine), byInstant.closeUpTo(t + step)];
        for (const coarse of closed.filter((bar) => bar !== undefined)) {
          expect(coarse.time + lengthOf(to)).toBe(t + step);
          told.push(coarse);
        }
      }
      expect(told).toEqual(all);
    }),
  );
});

it('nothing at or after an instant changes what had closed by then', () => {
  fc.assert(
    fc.property(seriesWithGaps('15m'), fc.nat(100), (candles, percent) => {
      const now = candles[Math.floor((candles.length * percent) / 101)]?.time ?? 0;
      const before = candles.filter(({ time }) => time + lengthOf('15m') <= now);
      expect(resample(columnsOf(candles), '15m', '4h', now)).toEqual(resample(columnsOf(before), '15m', '4h', now));
    }),
  );
});

const btc = sharedData('ohlcv/binance/BTCUSDT/1h.parquet');
const sol = sharedData('ohlcv/binance/SOLUSDT/1h.parquet');
describe.skipIf(btc === undefined || sol === undefined)('the exchange builds the same bars', () => {
  const files = [
    [btc, '4h'],
    [btc, '1d'],
    [sol, '4h'],
    [sol, '1d'],
  ] as const;
  it.each(files)('%s to %s', async (file = '', to) => {
    const hourly = await readCandleFile(file);
    const own = new Map(
      candlesOf(await readCandleFile(file.replace('1h.parquet', `${to}.parquet`))).map((bar) => [bar.time, bar]),
    );
    const length = lengthOf(to);
    const counts = Map.groupBy(hourly.time, (time) => time - (time % length));
    let compared = 0;
    for (const built of candlesOf(resample(hourly, '1h', to))) {
      const theirs = own.get(built.time);
      // Where the exchange was down, its hourly and its longer bars tell different stories.
      if (theirs === undefined || counts.get(built.time)?.length !== length / HOUR) continue;
      const { volume, ...prices } = built;
      expect(theirs).toMatchObject(prices);
      expect(Math.abs(theirs.volume - volume)).toBeLessThanOrEqual(1e-12 * theirs.volume);
      compared++;
    }
    expect(compared).toBeGreaterThan(to === '4h' ? 9_000 : 1_500);
  });
});
