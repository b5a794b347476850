import { array, assert, constant, integer, oneof, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WindowExtreme } from '../../../src/core/indicators/windowExtreme.ts';

/** Few different numbers, so that ties are common, and now and then one that is missing. */
const numbers = array(oneof({ weight: 9, arbitrary: integer({ min: -4, max: 4 }) }, constant(Number.NaN)), { maxLength: 80 });
const lengths = integer({ min: 1, max: 12 });

/** The extreme of every full window and the bars since its newest one, found by looking at each number. */
const lookedUp = (values: readonly number[], n: number, side: 'highest' | 'lowest') =>
  values.map((_, i) => {
    const window = values.slice(Math.max(0, i - n + 1), i + 1).reverse();
    const best = side === 'highest' ? Math.max(...window) : Math.min(...window);
    const whole = window.length === n && !Number.isNaN(best);
    return { extreme: whole ? best + 0 : Number.NaN, age: whole ? window.indexOf(best) : Number.NaN };
  });

describe.each(['highest', 'lowest'] as const)('the %s of a window', (side) => {
  it('is that of its last n numbers, and NaN before there are n or while one is missing', () => {
    assert(
      property(numbers, lengths, (values, n) => {
        const out = new Float64Array(values.length);
        new WindowExtreme(n, side).slide(values, out, 0, values.length);
        const window = new WindowExtreme(n, side);
        const pushed = Float64Array.from(values, (value) => window.push(value));
        expect(pushed).toEqual(out);
        expect([...out].map((value) => value + 0)).toEqual(lookedUp(values, n, side).map(({ extreme }) => extreme));
      }),
    );
  });

  it('is as old as the newest of its equals', () => {
    assert(
      property(numbers, lengths, (values, n) => {
        const out = new Float64Array(values.length);
        new WindowExtreme(n, side).age(values, out, 0, values.length);
        expect([...out]).toEqual(lookedUp(values, n, side).map(({ age }) => age));
      }),
    );
  });

  it.each(['slide', 'age'] as const)('by %s gives the same bits in one call and in any pieces', (method) => {
    assert(
      property(numbers, lengths, array(integer({ min: 0, max: 80 }), { maxLength: 8 }), (values, n, cuts) => {
        const whole = new Float64Array(values.length);
        new WindowExtreme(n, side)[method](values, whole, 0, values.length);
        const pieces = Float64Array.from(values);
        const window = new WindowExtreme(n, side);
        let from = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), values.length]) {
          const to = Math.min(cut, values.length);
          // Into its own source, as an indicator does that has no column to spare.
          window[method](pieces, pieces, from, to);
          from = to;
        }
        expect(pieces).toEqual(whole);
      }),
    );
  });
});
