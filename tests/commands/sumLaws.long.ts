import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { histories } from './history.ts';
import { expectSumsOf, LINES } from './sumLaws.ts';

const { befallings, keptAt, lived } = histories;

const RUNS = 10_000;

test(`what every reply prints of a history adds up and agrees with every other, in ${RUNS} histories`, () =>
  fc.assert(
    fc.asyncProperty(befallings, keptAt, async (life, kept) => {
      expect(await expectSumsOf(lived(life, kept))).toBe(LINES.length);
    }),
    { numRuns: RUNS, seed: 1, endOnFailure: true },
  ));
