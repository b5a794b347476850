import { writeSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { histories } from './history.ts';
import { expectSumsOf, LINES } from './sumLaws.ts';

const { befallings, keptAt, lived } = histories;

const RUNS = 10_000;
/** How far it has come is told after so many: nothing else is heard of it for a quarter of an hour. */
const TOLD_EVERY = 500;

test(`what every reply prints of a history adds up and agrees with every other, in ${RUNS} histories`, async () => {
  let held = 0;
  await fc.assert(
    fc.asyncProperty(befallings, keptAt, async (life, kept) => {
      expect(await expectSumsOf(lived(life, kept))).toBe(LINES.length);
      held += 1;
      if (held % TOLD_EVERY === 0) writeSync(2, `${held} of ${RUNS} histories held\n`);
    }),
    { numRuns: RUNS, seed: 1, endOnFailure: true },
  );
});
