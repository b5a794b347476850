import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { histories } from './history.ts';
import { expectSumsOf, LINES } from './sumLaws.ts';

const { befallings, keptAt, lived } = histories;

/** Always the same few; `npm run test:long` holds ten thousand others to the same. */
const RUNS = 40;
const SEED = 20_261_130;

test(
  `what every reply prints of a history adds up and agrees with every other, before and after a restart, in ${RUNS} histories`,
  () =>
    fc.assert(
      fc.asyncProperty(befallings, keptAt, async (life, kept) => {
        expect(await expectSumsOf(lived(life, kept))).toBe(LINES.length);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    ),
  60_000,
);
