import { assert, asyncProperty, boolean, integer, subarray } from 'fast-check';
import { expect, test } from 'vitest';
import { syntheticSource } from '../../../src/exchange/synthetic.ts';
import { quickSettings } from '../../support/stories.ts';
import { agreedAndAuto, builtIn } from './agreeing.ts';

const SYMBOLS = syntheticSource(1).instruments.map(({ symbol }) => symbol);

test('a yes to every card, none held back, is auto to the cent on any market, over any of its symbols', async () => {
  let fills = 0;
  await assert(
    asyncProperty(
      integer({ min: 1, max: 1_000_000 }),
      subarray(SYMBOLS, { minLength: 2 }),
      boolean(),
      async (seed, symbols, quick) => {
        const values = quick ? quickSettings() : {};
        const { auto, agreed } = await agreedAndAuto({ ...builtIn(seed, quick ? 2 : 5), symbols, values });
        expect(agreed).toEqual(auto);
        fills += auto.fills.length;
      },
    ),
    { numRuns: 25 },
  );
  expect(fills).toBeGreaterThan(100);
});
