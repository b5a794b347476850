import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { numberText } from '../../../src/core/reply/format.ts';
import { scoreParts } from '../../../src/core/reply/scoreParts.ts';

/** What is printed of a figure, in hundredths. */
const printed = (value: number): number => Math.round(Number(numberText(value, 2).replace('−', '-')) * 100);

it('the parts of a score add up to it as it is printed, none a hundredth or more off, and a part of zero stays zero', () => {
  const part = fc.oneof(fc.constant(0), fc.double({ min: -0.2, max: 0.2, noNaN: true }));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
      const score = parts.reduce((sum, one) => sum + one, 0);
      const shown = scoreParts(score, parts);
      expect(shown.reduce((sum, one) => sum + printed(one), 0)).toBe(printed(score));
      for (const [i, one] of shown.entries()) {
        expect(Math.abs(one - (parts[i] ?? 0))).toBeLessThanOrEqual(0.0101);
        if (parts[i] === 0) expect(one).toBe(0);
      }
    }),
  );
  expect(scoreParts(0.432, [0.144, 0.144, 0.144, 0])).toEqual([0.15, 0.14, 0.14, 0]);
});
