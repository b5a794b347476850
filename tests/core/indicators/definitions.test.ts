import { describe, expect, it } from 'vitest';
import { adx } from '../../../src/core/indicators/adx.ts';
import { atr } from '../../../src/core/indicators/atr.ts';
import { bollinger } from '../../../src/core/indicators/bollinger.ts';
import { cci } from '../../../src/core/indicators/cci.ts';
import { mfi } from '../../../src/core/indicators/mfi.ts';
import { rsi } from '../../../src/core/indicators/rsi.ts';
import { sessionVwap } from '../../../src/core/indicators/sessionVwap.ts';
import { sma } from '../../../src/core/indicators/sma.ts';
import { standardDeviation } from '../../../src/core/indicators/standardDeviation.ts';
import { volumeAverage } from '../../../src/core/indicators/volumeAverage.ts';
import { vwap } from '../../../src/core/indicators/vwap.ts';
import { newColumns } from '../../../src/core/market/columns.ts';
import { DAY } from '../../../src/core/time.ts';
import { uniform } from '../candlePaths.ts';
import { randomCandles, studied } from '../study/conformance/series.ts';

describe('by definition', () => {
  const candles = randomCandles(700, 5);
  const mean = (column: Float64Array, i: number, n: number): number =>
    column.subarray(i - n + 1, i + 1).reduce((sum, value) => sum + value, 0) / n;
  const typical = candles.close.map((close, i) => ((candles.high[i] ?? 0) + (candles.low[i] ?? 0) + close) / 3);
  const turnover = typical.map((price, i) => price * (candles.volume[i] ?? 0));

  it('volume average and rolling VWAP', () => {
    const average = studied(volumeAverage, { period: 20 }, candles).value;
    const price = studied(vwap, { period: 20 }, candles).value;
    for (let i = 19; i < 700; i++) {
      expect(average.at(i)).toBeCloseTo(mean(candles.volume, i, 20), 9);
      expect(price.at(i)).toBeCloseTo(mean(turnover, i, 20) / mean(candles.volume, i, 20), 9);
    }
  });
  it('session VWAP begins anew at 00:00 UTC', () => {
    const { value } = studied(sessionVwap, {}, candles);
    const perDay = DAY / 300_000;
    for (let i = 0; i < 700; i++) {
      const since = (i % perDay) + 1;
      expect(value.at(i)).toBeCloseTo(mean(turnover, i, since) / mean(candles.volume, i, since), 9);
    }
    expect(value.at(perDay)).toBeCloseTo(typical[perDay] ?? 0, 9);
  });
  it('MFI and CCI are the same in cents as in whole cents, where equal typical prices are equal to the last digit', () => {
    const rows = 2_000;
    const cents = newColumns(rows);
    const whole = newColumns(rows);
    const drawn = uniform(11);
    for (let i = 0; i < rows; i++) {
      const low = 1_000 + Math.floor(8 * drawn());
      const high = low + Math.floor(8 * drawn());
      const close = low + Math.floor((high - low + 1) * drawn());
      for (const [columns, by] of [
        [cents, 100],
        [whole, 1],
      ] as const) {
        columns.time[i] = Date.UTC(2024, 0, 1) + i * 300_000;
        columns.open[i] = low / by;
        columns.high[i] = high / by;
        columns.low[i] = low / by;
        columns.close[i] = close / by;
        columns.volume[i] = 1 + Math.floor(50 * drawn());
      }
      whole.volume[i] = cents.volume[i] ?? 0;
    }
    for (const period of [2, 3, 14]) {
      const [flow, exact] = [cents, whole].map((columns) => studied(mfi, { period }, columns).value);
      const [channel, exactly] = [cents, whole].map((columns) => studied(cci, { period }, columns).value);
      for (let i = period; i < rows; i++) {
        expect(flow?.at(i), `mfi ${period} at ${i}`).toBeCloseTo(exact?.at(i) ?? 0, 8);
        expect(channel?.at(i), `cci ${period} at ${i}`).toBeCloseTo(exactly?.at(i) ?? 0, 8);
      }
    }
  });
  it('a market at rest: RSI 50, %b 0.5, no range, no deviation, no trend', () => {
    const still = newColumns(60);
    still.time.set(candles.time.subarray(0, 60));
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) still[name].fill(42.1);
    expect(studied(rsi, { period: 14 }, still).value.at(59)).toBe(50);
    const bands = studied(bollinger, { period: 20, deviations: 2 }, still);
    expect([bands.percentB.at(59), bands.width.at(59), bands.upper.at(59)]).toEqual([0.5, 0, 42.1]);
    expect(studied(atr, { period: 14 }, still).value.at(59)).toBe(0);
    expect(studied(adx, { period: 14 }, still).adx.at(59)).toBe(0);
  });
  it('a quiet market at a high price keeps its deviation to twelve digits, after any history', () => {
    const rows = 4_000;
    const quiet = randomCandles(rows);
    for (let i = 0; i < rows; i++)
      quiet.close[i] = i < rows / 2 ? 1e6 * (1 + Math.sin(i)) : 60_000 + (i % 2 === 0 ? 0.01 : -0.01);
    const { value } = studied(standardDeviation, { period: 20 }, quiet);
    const average = studied(sma, { period: 20 }, quiet).value;
    for (let i = rows / 2 + 100; i < rows; i++) {
      expect(Math.abs(value.at(i) / 0.01 - 1)).toBeLessThan(1e-8);
      expect(Math.abs(average.at(i) - 60_000)).toBeLessThan(1e-9);
    }
  });
});
