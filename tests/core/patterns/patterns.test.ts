import { describe, expect, it } from 'vitest';
import { candleAverage } from '../../../src/core/patterns/candleAverage.ts';
import { PATTERNS } from '../../../src/core/patterns/list.ts';
import type { Indicator } from '../../../src/core/study/plug.ts';
import { randomCandles, studied, valuesOf } from '../study/conformance/series.ts';
import { gappyCandles } from './gappyCandles.ts';

const all: readonly (readonly [string, Indicator<unknown, 'value'>])[] = Object.entries(PATTERNS);

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
