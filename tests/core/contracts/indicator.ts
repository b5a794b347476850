import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newColumns, rowsOf } from '../../../src/core/market/columns.ts';
import type { Indicator } from '../../../src/core/study.ts';
import { randomCandles, studied, valuesOf } from './series.ts';

/** What every indicator promises, whatever it measures. `bad` are parameters it must refuse. */
export function testIndicator<P, F extends string>(indicator: Indicator<P, F>, params: P, bad: readonly P[]): void {
  const warmup = indicator.warmup(params);
  const memory = indicator.memory(params);
  const rows = Math.max(400, 2 * warmup + 50);

  describe(`indicator ${indicator.name}`, () => {
    it('has a name, a source, a version and fields of its own', () => {
      expect(indicator.about).not.toBe('');
      expect(indicator.source).not.toBe('');
      expect(indicator.version).toBeGreaterThanOrEqual(1);
      expect(new Set(indicator.fields).size).toBe(indicator.fields.length);
      expect(Object.keys(studied(indicator, params, randomCandles(2)))).toEqual([...indicator.fields]);
    });

    it('is NaN before its warm-up, finite from there to the last bar, and NaN beyond it', () => {
      const columns = studied(indicator, params, randomCandles(rows));
      for (const field of indicator.fields) {
        expect(valuesOf(columns[field], 0, warmup).every(Number.isNaN), `${field} before warm-up`).toBe(true);
        expect(valuesOf(columns[field], warmup, rows).every(Number.isFinite), `${field} after warm-up`).toBe(true);
        expect(columns[field].at(rows)).toBeNaN();
      }
    });

    it('never looks ahead: garbling the bars after T changes nothing at or before T', () => {
      assert(
        property(integer({ min: 1, max: rows - 1 }), integer({ min: 1 }), (after, seed) => {
          const candles = randomCandles(rows, 7);
          const garbled = randomCandles(rows, seed);
          for (const name of ['open', 'high', 'low', 'close', 'volume'] as const)
            garbled[name].set(candles[name].subarray(0, after));
          const [plain, other] = [studied(indicator, params, candles), studied(indicator, params, garbled, [after])];
          for (const field of indicator.fields)
            expect(valuesOf(other[field], 0, after)).toEqual(valuesOf(plain[field], 0, after));
        }),
        { numRuns: 15 },
      );
    });

    it('writes the same bits in one call, bar by bar and in any pieces', () => {
      const candles = randomCandles(rows, 3);
      const whole = studied(indicator, params, candles);
      const same = (ends: readonly number[]): void => {
        const pieces = studied(indicator, params, candles, ends);
        for (const field of indicator.fields) expect(valuesOf(pieces[field], 0, rows)).toEqual(valuesOf(whole[field], 0, rows));
      };
      same(Array.from({ length: rows }, (_, i) => i + 1));
      assert(
        property(array(integer({ min: 0, max: rows }), { maxLength: 30 }), (ends) => same(ends.sort((a, b) => a - b))),
        { numRuns: 15 },
      );
    });

    it('forgets what is older than its memory, to 1e-9 of its values; an infinite memory is needed', () => {
      const dropped = 300;
      const held = Number.isFinite(memory) ? memory : rows;
      const candles = randomCandles(dropped + held + 40, 11);
      const all = studied(indicator, params, candles);
      const late = studied(indicator, params, rowsOf(candles, dropped, candles.time.length));
      let moved = 0;
      for (const field of indicator.fields) {
        const expected = valuesOf(all[field], dropped + held, dropped + held + 40);
        const scale = Math.max(...valuesOf(all[field], dropped + warmup, dropped + held + 40).map(Math.abs));
        const values = valuesOf(late[field], held, held + 40);
        for (const [k, value] of values.entries())
          moved = Math.max(moved, Math.abs(value - (expected[k] ?? Number.NaN)) / Math.max(scale, Number.MIN_VALUE));
      }
      expect(moved <= 1e-9).toBe(Number.isFinite(memory));
    });

    it('stays finite in a market that does not move', () => {
      const still = newColumns(rows);
      still.time.set(randomCandles(rows).time);
      for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) still[name].fill(42.1);
      const columns = studied(indicator, params, still);
      for (const field of indicator.fields)
        expect(
          valuesOf(columns[field], warmup, rows).findIndex((value) => !Number.isFinite(value)),
          `${field} in a market at rest`,
        ).toBe(-1);
    });

    it('refuses bad parameters by name', () => {
      for (const wrong of bad)
        expect(() => studied(indicator, wrong, randomCandles(2))).toThrow(`${indicator.name} refuses its parameters`);
    });
  });
}
