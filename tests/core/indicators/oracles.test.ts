import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adx } from '../../../src/core/indicators/adx.ts';
import { atr } from '../../../src/core/indicators/atr.ts';
import { bollinger } from '../../../src/core/indicators/bollinger.ts';
import { ema } from '../../../src/core/indicators/ema.ts';
import { macd } from '../../../src/core/indicators/macd.ts';
import { obv } from '../../../src/core/indicators/obv.ts';
import { rsi } from '../../../src/core/indicators/rsi.ts';
import { sessionVwap } from '../../../src/core/indicators/sessionVwap.ts';
import { sma } from '../../../src/core/indicators/sma.ts';
import { standardDeviation } from '../../../src/core/indicators/standardDeviation.ts';
import { volumeAverage } from '../../../src/core/indicators/volumeAverage.ts';
import { vwap } from '../../../src/core/indicators/vwap.ts';
import type { CandleColumns, ReadonlyColumn } from '../../../src/core/market/candles.ts';
import { newColumns } from '../../../src/core/market/columns.ts';
import type { AnyPlug } from '../../../src/core/study.ts';
import { DAY } from '../../../src/core/time.ts';
import { sharedData } from '../../data.ts';
import { randomCandles, studied } from '../contracts/series.ts';

const numbers = z.array(z.number()).default([]);

/** The largest error over bars [from, to), relative to a value above 1 and absolute below; Infinity where one of the two is no number. */
function largest(column: ReadonlyColumn, expected: (i: number) => number, from: number, to: number): number {
  let worst = 0;
  for (let i = from; i < to; i++) {
    const error = Math.abs(column.at(i) - expected(i)) / Math.max(1, Math.abs(expected(i)));
    worst = Math.max(worst, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
  }
  return worst;
}

const talib = sharedData('oracles/ta-lib/talib_outputs_BTCUSDT_1h_2020.json');
describe.runIf(talib !== undefined)('TA-Lib, 500 hours of BTC/USDT from 2020-01-01, to 1e-9', () => {
  const oracle = z
    .object({
      input: z.object({ ts: numbers, open: numbers, high: numbers, low: numbers, close: numbers, volume: numbers }),
      indicators: z.record(z.string(), z.object({ begIdx: z.number(), outputs: z.record(z.string(), numbers) })),
    })
    .parse(JSON.parse(talib === undefined ? '{"input":{},"indicators":{}}' : readFileSync(talib, 'utf8')));
  const { ts, ...prices } = oracle.input;
  const candles: CandleColumns = {
    time: Float64Array.from(ts),
    open: Float64Array.from(prices.open),
    high: Float64Array.from(prices.high),
    low: Float64Array.from(prices.low),
    close: Float64Array.from(prices.close),
    volume: Float64Array.from(prices.volume),
  };

  /**
   * The largest error from the warm-up on, in tolerances; more than 1 is too much. The file keeps twelve digits, so that a value near
   * zero is held to those of the price. Our first value must be TA-Lib's, but for fields that wait for a `later` sibling.
   */
  const worst = (
    column: ReadonlyColumn,
    warmup: number,
    name: string,
    { output = 'output', later = false, tolerance = 1e-9 } = {},
  ): number => {
    const { begIdx, outputs } = oracle.indicators[name] ?? { begIdx: -1, outputs: {} };
    const values = outputs[output] ?? [];
    if (later ? begIdx > warmup : begIdx !== warmup) return Number.POSITIVE_INFINITY;
    return largest(column, (i) => values[i - begIdx] ?? Number.NaN, warmup, candles.time.length) / tolerance;
  };
  const run = <P, F extends string>(plug: AnyPlug<P, F>, params: P) => ({
    columns: studied(plug, params, candles),
    warmup: plug.warmup(params),
  });

  it('SMA 30', () => {
    const { columns, warmup } = run(sma, { period: 30 });
    expect(worst(columns.value, warmup, 'SMA')).toBeLessThanOrEqual(1);
  });
  it('EMA 30', () => {
    const { columns, warmup } = run(ema, { period: 30 });
    expect(worst(columns.value, warmup, 'EMA')).toBeLessThanOrEqual(1);
  });
  it('RSI 14', () => {
    const { columns, warmup } = run(rsi, { period: 14 });
    expect(worst(columns.value, warmup, 'RSI')).toBeLessThanOrEqual(1);
  });
  it('MACD 12/26/9', () => {
    const { columns, warmup } = run(macd, { fast: 12, slow: 26, signal: 9 });
    expect(worst(columns.macd, warmup, 'MACD', { output: 'MACD' })).toBeLessThanOrEqual(1);
    expect(worst(columns.signal, warmup, 'MACD', { output: 'MACDSignal' })).toBeLessThanOrEqual(1);
    expect(worst(columns.histogram, warmup, 'MACD', { output: 'MACDHist' })).toBeLessThanOrEqual(1);
  });
  it('BBANDS 5/2', () => {
    const { columns, warmup } = run(bollinger, { period: 5, deviations: 2 });
    expect(worst(columns.upper, warmup, 'BBANDS', { output: 'upperBand' })).toBeLessThanOrEqual(1);
    expect(worst(columns.middle, warmup, 'BBANDS', { output: 'middleBand' })).toBeLessThanOrEqual(1);
    expect(worst(columns.lower, warmup, 'BBANDS', { output: 'lowerBand' })).toBeLessThanOrEqual(1);
  });
  it('STDDEV 5', () => {
    const { columns, warmup } = run(standardDeviation, { period: 5 });
    // TA-Lib subtracts squares of prices and so carries rounding of its own, 3e-9 at the quietest bar; the sum in two passes tells.
    expect(worst(columns.value, warmup, 'STDDEV', { tolerance: 5e-9 })).toBeLessThanOrEqual(1);
    for (let i = warmup; i < candles.time.length; i++) {
      const window = [...candles.close.subarray(i - 4, i + 1)];
      const mean = window.reduce((sum, x) => sum + x, 0) / 5;
      const exact = Math.sqrt(window.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 5);
      expect(Math.abs(columns.value.at(i) / exact - 1)).toBeLessThan(1e-11);
    }
  });
  it('ATR 14', () => {
    const { columns, warmup } = run(atr, { period: 14 });
    expect(worst(columns.value, warmup, 'ATR')).toBeLessThanOrEqual(1);
  });
  it('ADX, PLUS_DI and MINUS_DI 14', () => {
    const { columns, warmup } = run(adx, { period: 14 });
    expect(worst(columns.adx, warmup, 'ADX')).toBeLessThanOrEqual(1);
    expect(worst(columns.plusDi, warmup, 'PLUS_DI', { later: true })).toBeLessThanOrEqual(1);
    expect(worst(columns.minusDi, warmup, 'MINUS_DI', { later: true })).toBeLessThanOrEqual(1);
  });
  it('OBV', () => {
    const { columns, warmup } = run(obv, {});
    expect(worst(columns.value, warmup, 'OBV')).toBeLessThanOrEqual(1);
  });
});

const quotes = sharedData('oracles/stock-indicators/quotes/default.csv');
describe.runIf(quotes !== undefined)('Stock.Indicators, 502 days, to 1e-6', () => {
  const lines = (quotes === undefined ? '' : readFileSync(quotes, 'utf8')).trim().split('\n').slice(1);
  const candles = newColumns(lines.length);
  for (const [row, line] of lines.entries()) {
    const [date = '', open, high, low, close, volume] = line.split(',');
    candles.time[row] = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    for (const [name, text] of Object.entries({ open, high, low, close, volume }))
      candles[z.enum(['open', 'high', 'low', 'close', 'volume']).parse(name)][row] = Number(text);
  }
  const results = (name: string): readonly Record<string, unknown>[] => {
    const file = sharedData(`oracles/stock-indicators/results/${name}.standard.json`);
    return z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(file === undefined ? '[]' : readFileSync(file, 'utf8')));
  };
  /** The largest error in tolerances from bar `from` on; where the two begin their smoothing differently, once that has faded. */
  const worst = (column: ReadonlyColumn, name: string, field: string, from: number): number => {
    const rows = results(name);
    return largest(column, (i) => z.number().parse(rows[i]?.[field]), from, lines.length) / 1e-6;
  };

  it('SMA, EMA and RSI', () => {
    expect(worst(studied(sma, { period: 20 }, candles).value, 'sma', 'sma', 19)).toBeLessThanOrEqual(1);
    expect(worst(studied(ema, { period: 20 }, candles).value, 'ema', 'ema', 19)).toBeLessThanOrEqual(1);
    expect(worst(studied(rsi, { period: 14 }, candles).value, 'rsi', 'rsi', 14)).toBeLessThanOrEqual(1);
  });
  it('ATR', () => expect(worst(studied(atr, { period: 14 }, candles).value, 'atr', 'atr', 14)).toBeLessThanOrEqual(1));
  it('MACD, once its other beginning of the fast average has faded', () => {
    const { macd: line, signal, histogram } = studied(macd, { fast: 12, slow: 26, signal: 9 }, candles);
    expect(worst(line, 'macd', 'macd', 200)).toBeLessThanOrEqual(1);
    expect(worst(signal, 'macd', 'signal', 200)).toBeLessThanOrEqual(1);
    expect(worst(histogram, 'macd', 'histogram', 200)).toBeLessThanOrEqual(1);
  });
  it('Bollinger bands with %b and width', () => {
    const { upper, middle, lower, percentB, width } = studied(bollinger, { period: 20, deviations: 2 }, candles);
    expect(worst(upper, 'bb', 'upperBand', 19)).toBeLessThanOrEqual(1);
    expect(worst(middle, 'bb', 'sma', 19)).toBeLessThanOrEqual(1);
    expect(worst(lower, 'bb', 'lowerBand', 19)).toBeLessThanOrEqual(1);
    expect(worst(percentB, 'bb', 'percentB', 19)).toBeLessThanOrEqual(1);
    expect(worst(width, 'bb', 'width', 19)).toBeLessThanOrEqual(1);
  });
  it('standard deviation', () =>
    expect(worst(studied(standardDeviation, { period: 14 }, candles).value, 'stdev', 'stdDev', 13)).toBeLessThanOrEqual(1));
  it('ADX, once its other beginning has faded', () => {
    const { adx: index, plusDi, minusDi } = studied(adx, { period: 14 }, candles);
    expect(worst(index, 'adx', 'adx', 400)).toBeLessThanOrEqual(1);
    expect(worst(plusDi, 'adx', 'pdi', 300)).toBeLessThanOrEqual(1);
    expect(worst(minusDi, 'adx', 'mdi', 300)).toBeLessThanOrEqual(1);
  });
  it('OBV, which begins at nothing there', () => {
    const first = candles.volume[0] ?? 0;
    const { value } = studied(obv, {}, candles);
    expect(worst({ at: (i) => value.at(i) - first }, 'obv', 'obv', 0)).toBeLessThanOrEqual(1);
  });
});

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
