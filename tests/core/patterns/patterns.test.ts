import { describe, expect, it } from 'vitest';
import { newColumns } from '../../../src/core/market/columns.ts';
import { candleAverage } from '../../../src/core/patterns/candleAverage.ts';
import { PATTERNS } from '../../../src/core/patterns/list.ts';
import type { Indicator } from '../../../src/core/study/plug.ts';
import { randomCandles, studied, valuesOf } from '../study/conformance/series.ts';
import { gappyCandles } from './gappyCandles.ts';

const all: readonly (readonly [string, Indicator<unknown, 'value'>])[] = Object.entries(PATTERNS);

/** Two candles without shadows after twenty of a body of 2. */
function pair(first: readonly [number, number], second: readonly [number, number]) {
  const bodies = [...Array.from({ length: 20 }, () => [10, 12] as const), first, second];
  const columns = newColumns(bodies.length);
  for (const [i, [open, close]] of bodies.entries()) {
    columns.time[i] = Date.UTC(2024, 0, 1) + i * 300_000;
    columns.open[i] = open;
    columns.close[i] = close;
    columns.high[i] = Math.max(open, close);
    columns.low[i] = Math.min(open, close);
    columns.volume[i] = 1;
  }
  return columns;
}

describe('candlestick patterns', () => {
  it('are called by their own names', () => {
    for (const [key, { name }] of all) expect(name).toBe(key);
  });

  describe('begin anew after a candle of which a price is missing, and then see what they would have seen', () => {
    const [rows, missing] = [2_000, 900];
    const whole = gappyCandles(rows, 5);
    it.each(all)('%s', (_name, pattern) => {
      const params = pattern.params.parse({});
      const back = missing + 1 + pattern.warmup(params);
      const seen = valuesOf(studied(pattern, params, whole).value, back, rows);
      for (const part of ['open', 'high', 'low', 'close'] as const) {
        const broken = { ...whole, [part]: whole[part].slice() };
        broken[part][missing] = Number.NaN;
        const { value } = studied(pattern, params, broken);
        expect(valuesOf(value, missing, back).every(Number.isNaN)).toBe(true);
        expect(valuesOf(value, back, rows)).toEqual(seen);
      }
    });
  });

  it.each([
    ['beyond both ends', [10, 11, 10.9, 9.9], 0],
    ['covers it beyond both ends', [11, 10, 9.9, 11.1], 100],
    ['opens where it closed', [11, 10, 10, 11.1], 80],
    ['closes where it opened', [11, 10, 9.9, 11], 80],
    ['has the same ends', [11, 10, 10, 11], 0],
    ['the mirror image, beyond both ends', [10, 11, 11.1, 9.9], -100],
    ['the mirror image at one end', [10, 11, 11, 9.9], -80],
    ['of the same colour', [10, 11, 9.9, 11.1], 0],
  ])('an engulfing candle that %s is %3$d', (_where, [open1 = 0, close1 = 0, open2 = 0, close2 = 0], value) => {
    const columns = pair([open1, close1], [open2, close2]);
    expect(studied(PATTERNS.engulfing, {}, columns).value.at(columns.time.length - 1)).toBe(value);
  });

  it.each([
    ['inside', [20, 10, 14, 15], 100],
    ['inside at its foot', [20, 10, 10, 10.5], 80],
    ['inside at its top, after a rise', [10, 20, 20, 19.5], -80],
    ['outside', [20, 10, 9.9, 10.5], 0],
  ])('a short body %s is a harami of %3$d', (_where, [open1 = 0, close1 = 0, open2 = 0, close2 = 0], value) => {
    const columns = pair([open1, close1], [open2, close2]);
    expect(studied(PATTERNS.harami, {}, columns).value.at(columns.time.length - 1)).toBe(value);
  });

  it('hold candles against the mean of those before, not of themselves', () => {
    const candles = randomCandles(300, 9);
    const { open, high, low, close } = candles;
    const at = (column: Float64Array, k: number): number => column[k] ?? Number.NaN;
    const measures = {
      body: (k: number): number => Math.abs(at(close, k) - at(open, k)),
      range: (k: number): number => at(high, k) - at(low, k),
      shadows: (k: number): number => at(high, k) - at(low, k) - Math.abs(at(close, k) - at(open, k)),
    };
    for (const of of ['body', 'range', 'shadows'] as const) {
      const { value } = studied(candleAverage, { of, period: 7 }, candles);
      for (let i = 7; i < 300; i++) {
        let sum = 0;
        for (let k = i - 7; k < i; k++) sum += measures[of](k);
        expect(value.at(i)).toBeCloseTo(sum / 7, 9);
      }
    }
  });
});
