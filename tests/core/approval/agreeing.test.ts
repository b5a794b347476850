import { expect, test } from 'vitest';
import { quickSettings } from '../../support/stories.ts';
import { agreeingIsAuto } from './agreeing.ts';

test('a yes to every card, none held back, is auto to the cent over days of the built-in market', async () => {
  expect(await agreeingIsAuto({ seed: 42, days: 3 })).toBeGreaterThan(20);
});

test.each([1, 2, 3])('and on the market of seed %i', async (seed) => {
  const symbols = ['SOL/USDT', 'DOGE/USDT', 'ETH/USDT:USDT', 'BTC/USDT:USDT'];
  expect(await agreeingIsAuto({ seed, days: 2, symbols, values: quickSettings() })).toBeGreaterThan(5);
});
