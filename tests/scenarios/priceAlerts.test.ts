import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import { eventsOf, memoryLog } from '../support/memoryLog.ts';
import type { Bar } from '../support/scriptedSource.ts';

const deskOn = (list: readonly (Bar | undefined)[], log = memoryLog()): Promise<MemoryDesk> =>
  openDesk({ source: written({ 'AAA/USDT': list }), from: START, to: hour(12), settings: stillSettings(), log });

const reached = (desk: MemoryDesk) => eventsOf(desk.rows(), 'priceAlert').filter(({ state }) => state === 'reached');

/** The third hour alone goes up to 105, at a time that nobody knows. */
const peak: readonly Bar[] = [...flat(2), { high: 105, low: 99.7, close: 100 }, ...flat(9)];

test('an alert that is set while a bar runs is not set off by it, nor by one before: its high may be older', async () => {
  const before = await deskOn(peak);
  await before.play(hour(2) + 10 * MINUTE);
  await before.type('/alert AAA/USDT 104');
  const desk = await deskOn(peak, memoryLog(before.rows()));
  await desk.play();
  expect(reached(desk)).toEqual([]);
  expect(desk.state.priceAlerts.size).toBe(1);
});

test('an alert that is set as a bar opens is set off by it, once', async () => {
  const desk = await deskOn(peak);
  await desk.play(hour(2));
  await desk.type('/alert AAA/USDT 104');
  await desk.play();
  expect(reached(desk)).toMatchObject([{ at: hour(3), symbol: 'AAA/USDT', price: '104', who: 'terminal' }]);
  expect(eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'price reached')).toHaveLength(1);
  expect(desk.state.priceAlerts.size).toBe(0);
});

/** From one bar on everything trades between 105 and 106, and nothing in between ever did. */
const jumps = (first: Bar): readonly Bar[] => [
  ...flat(2),
  first,
  ...Array.from({ length: 9 }, () => ({ open: 105.5, high: 106, low: 105, close: 105.5 })),
];

test.each([
  ['between two bars', {}, hour(4)],
  ['in the rest of the bar that runs', { high: 105.5, close: 105.5 }, hour(3)],
])('a price that is passed %s is told at the next close beyond it', async (_, first, at) => {
  const desk = await deskOn(jumps(first));
  await desk.play(hour(2) + 10 * MINUTE);
  await desk.type('/alert AAA/USDT 104');
  await desk.type('/alert AAA/USDT 107');
  await desk.type('/alert AAA/USDT 99');
  await desk.play();
  expect(reached(desk)).toMatchObject([{ at, price: '104' }]);
  expect([...desk.state.priceAlerts.keys()]).toEqual(['P2', 'P3']);
});

test('an alert that is set before an instant is handed over late is not set off by what closed there', async () => {
  const desk = await deskOn([{}, undefined, ...flat(10)]);
  await desk.play(hour(2) + SECOND);
  await desk.type('/alert AAA/USDT 104');
  const candle = { time: hour(1), open: 100, high: 105, low: 100, close: 105, volume: 1 };
  await desk.trader.instant(hour(2), [{ symbol: 'AAA/USDT', candle }], []);
  await desk.play();
  expect(reached(desk)).toEqual([]);
});

test('an alert below the price waits for the price to fall, whether by a jump or not', async () => {
  const desk = await deskOn([...flat(2), { low: 96, close: 100 }, ...flat(2), { open: 95, low: 94 }, ...flat(6)]);
  await desk.play(hour(2) + 10 * MINUTE);
  await desk.type('/alert AAA/USDT 97');
  await desk.play();
  expect(reached(desk)).toMatchObject([{ at: hour(6), price: '97' }]);
});
