import { expect, test } from 'vitest';
import { flat, hour, START, stillSettings, written } from '../../support/market.ts';
import { openDesk } from '../../support/memoryDesk.ts';
import { voting } from '../../support/voting.ts';

test('the ranking stands until time goes on or a fact moves something', async () => {
  const desk = await openDesk({
    source: written({ 'AAA/USDT': flat(12), 'BBB/USDT': flat(12) }),
    from: START,
    to: hour(12),
    settings: stillSettings(),
    own: [voting('calm', () => 0.1)],
  });
  await desk.play(hour(4));
  const { ranked } = desk.trader.desk;
  const before = ranked();
  expect(before.map(({ symbol }) => symbol)).toEqual(['AAA/USDT', 'BBB/USDT']);
  expect(ranked()).toBe(before);
  await desk.type('/pause');
  expect(ranked()).not.toBe(before);
  const paused = ranked();
  await desk.play(hour(5));
  expect(ranked()).not.toBe(paused);
  await desk.stop();
});
