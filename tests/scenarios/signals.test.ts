import { expect, test } from 'vitest';
import { HOUR } from '../../src/core/time.ts';
import { hour, START, stillSettings, written } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';

const HOURS = 8;
const inHours = ({ at }: { readonly at: number }): number => (at - START) / HOUR;

test('a signal that a gate blocks is told once, and again only when it still stands four hours later', async () => {
  // The fall that is expected of such a rise opens nothing on spot: a signal at every close, and every one of them blocked.
  const rising = Array.from({ length: HOURS }, (_, i) => ({ close: 100 * 1.02 ** (i + 1) }));
  const desk = await openDesk({
    source: written({ 'AAA/USDT': rising }),
    from: START,
    to: hour(HOURS),
    settings: stillSettings({ signal: { score: 0.05, confidence: 0.05 } }),
  });
  await desk.play();
  const blocked = eventsOf(desk.rows(), 'instant').filter(({ best }) => best.some((one) => one.blocked === 'direction'));
  expect(blocked.map(inHours)).toEqual([1, 2, 3, 4, 5, 6]);
  const signals = eventsOf(desk.rows(), 'signal');
  expect(signals.map(inHours)).toEqual([1, 5]);
  expect(signals).toMatchObject([{ side: 'sell' }, { side: 'sell' }]);
  expect(
    eventsOf(desk.rows(), 'alert')
      .filter(({ alert }) => alert === 'signal')
      .map(inHours),
  ).toEqual([1, 5]);
});
