import { asyncProperty, assert as check } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { type Ground, places } from './databases.ts';
import { expectModelsOf, LONG, SHORT } from './modelLaws.ts';

const HISTORIES = [
  { name: 'short', lives: SHORT, numRuns: 100 },
  { name: 'long', lives: LONG.inAnyBatches, numRuns: 20 },
] as const;

describe.each(places)('the read models on $name', (place) => {
  let ground: Ground;
  let database: Database;
  beforeAll(async () => {
    ground = await place.make();
    database = await ground.open();
  });
  afterAll(async () => {
    await database.close();
    await ground.clear();
  });

  test.each(HISTORIES)(
    'say what the fold of $numRuns $name histories says, as they are filled, after a restart and made anew',
    ({ lives, numRuns }) =>
      check(
        asyncProperty(lives, async (life) => {
          expect(await expectModelsOf(life, { ground, database })).toBe(life.steps.length);
        }),
        { numRuns, seed: 7, endOnFailure: true },
      ),
  );
});
