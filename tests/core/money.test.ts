import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimal,
  div,
  type Fixed,
  fixed,
  fromNumber,
  MoneyError,
  mul,
  mulDiv,
  ONE,
  type Rounding,
  toNumber,
  toStep,
} from '../../src/core/money.ts';

const amount = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 24n });
const rounding = fc.constantFrom<Rounding>('down', 'up', 'floor', 'ceil', 'nearest');

/** A second way to divide: remainders brought above zero first, so no rule is shared with the code under test. */
function divideAgain(a: bigint, b: bigint, how: Rounding): bigint {
  const sign = a < 0n !== b < 0n ? -1n : 1n;
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const low = x / y;
  const exact = x % y === 0n;
  const up = exact ? low : low + 1n;
  const nearest = (x % y) * 2n >= y && !exact ? low + 1n : low;
  const magnitude = { down: low, up, floor: sign < 0n ? up : low, ceil: sign < 0n ? low : up, nearest }[how];
  return sign * magnitude;
}

describe('exact money', () => {
  it('reads back every text it writes', () => {
    fc.assert(
      fc.property(amount, (value) => {
        expect(fixed(decimal(value))).toBe(value);
      }),
    );
  });

  it.each(['', ' 1', '1e5', '1,000', '.5', '1.', 'NaN', '--1', '0x10', '+1'])('refuses %j', (text) => {
    expect(() => fixed(text)).toThrow(MoneyError);
  });

  it('reads a short text as it reads the same one with trailing zeros', () => {
    const short = fc.stringMatching(/^-?[0-9]{1,7}\.[0-9]{1,7}$/);
    fc.assert(
      fc.property(short, (text) => {
        expect(fixed(text)).toBe(fixed(`${text}${'0'.repeat(20)}`));
      }),
      { numRuns: 2_000 },
    );
    expect([fixed('-0'), fixed('007'), fixed('999999999999999')]).toEqual([0n, 7n * ONE, 999_999_999_999_999n * ONE]);
  });

  it('refuses a thirteenth decimal by name and takes trailing zeros', () => {
    expect(() => fixed('0.0000000000001')).toThrow('13 decimals');
    expect(fixed('0.10000000000000000')).toBe(fixed('0.1'));
  });

  it('turns to and from plain numbers as its text would, to the last bit', () => {
    const near = fc.oneof(
      amount,
      fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map((units) => units * 10_000n),
      fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }),
    );
    fc.assert(
      fc.property(near, (value) => {
        expect(toNumber(value)).toBe(Number(decimal(value)));
      }),
      { numRuns: 2_000 },
    );
    const plain = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
      fc.integer({ min: -1e9, max: 1e9 }).map((whole) => whole / 1e4),
      fc.maxSafeInteger().map((whole) => whole / 1e8),
    );
    fc.assert(
      fc.property(plain, (value) => {
        fc.pre(!/[.][0-9]{13,}|e/.test(String(value)));
        expect(fromNumber(value)).toBe(fixed(String(value)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('rounds products and quotients as named, whichever way they are computed', () => {
    fc.assert(
      fc.property(amount, amount, positive, rounding, (a, b, c, how) => {
        expect(mul(a, b, how)).toBe(divideAgain(a * b, ONE, how));
        expect(div(a, c, how)).toBe(divideAgain(a * ONE, c, how));
        expect(mulDiv(a, b, c, how)).toBe(divideAgain(a * b, c, how));
      }),
    );
  });

  it('goes to a step that is at most one step away, on the named side', () => {
    fc.assert(
      fc.property(amount, positive, rounding, (value, step, how) => {
        const stepped = toStep(value, step, how);
        expect(stepped % step).toBe(0n);
        const off = stepped - value;
        expect(off < step && off > -step).toBe(true);
        expect(how !== 'floor' || stepped <= value).toBe(true);
        expect(how !== 'ceil' || stepped >= value).toBe(true);
      }),
    );
  });

  it.each<[number, string]>([
    [0.1, '0.1'],
    [42180.5, '42180.5'],
    [1e-7, '0.0000001'],
    [1.5e-13, '0'],
    [6e-13, '0.000000000001'],
    [-2.5e21, '-2500000000000000000000'],
    [0.000023, '0.000023'],
  ])('takes the number %d as %s', (value, text) => {
    expect(decimal(fromNumber(value))).toBe(text);
  });

  it('takes a number as the shortest text that names it, not its binary expansion', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        expect(Math.abs(toNumber(fromNumber(value)) - value)).toBeLessThanOrEqual(5.1e-13);
      }),
    );
    expect(() => fromNumber(Number.NaN)).toThrow(MoneyError);
  });

  it('never divides by zero silently', () => {
    const zero: Fixed = 0n;
    expect(() => div(ONE, zero, 'down')).toThrow('division');
  });
});
