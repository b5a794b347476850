import { expect, test } from 'vitest';
import { quickSettings } from '../../support/stories.ts';
import { agreedAndAuto, builtIn } from './agreeing.ts';

test('a yes to every card, none held back, is auto to the cent over days of the built-in market', async () => {
  const { auto, agreed } = await agreedAndAuto(builtIn(42, 3));
  expect(agreed).toEqual(auto);
  expect(auto.fills.length).toBeGreaterThan(20);
});

test.each([1, 2, 3])('and on the market of seed %i', async (seed) => {
  const symbols = ['SOL/USDT', 'DOGE/USDT', 'ETH/USDT:USDT', 'BTC/USDT:USDT'];
  const { auto, agreed } = await agreedAndAuto({ ...builtIn(seed, 2), symbols, values: quickSettings() });
  expect(agreed).toEqual(auto);
  expect(auto.fills.length).toBeGreaterThan(5);
});
