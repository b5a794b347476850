import { expect, it } from 'vitest';
import { stalePrices } from '../../src/core/trader/stale.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';

const HOLE = Array.from({ length: 6 }, () => undefined);

/** A desk that holds AAA, whose candles stop after six hours and come again after another six, beside BBB, whose candles go on. */
async function holding(bars: Parameters<typeof written>[0][string]) {
  const source = written({ 'AAA/USDT': bars, 'BBB/USDT': flat(30) });
  const desk = await openDesk({ source, from: START, to: hour(30), settings: stillSettings() });
  await desk.play(hour(3));
  await desk.type('/buy AAA 500');
  await desk.play(hour(5));
  expect([...desk.state.account.positions.values()].map(({ symbol }) => symbol)).toEqual(['AAA/USDT']);
  return desk;
}

const textOf = (answer: Awaited<ReturnType<Awaited<ReturnType<typeof holding>>['type']>>): string =>
  [answer.reply.title, ...answer.reply.lines].join('\n');

it('a held symbol whose price is old is told once, as a warning that names the position', async () => {
  const desk = await holding(flat(6));
  await desk.play(hour(8));
  expect(eventsOf(desk.rows(), 'data')).toEqual([]);
  await desk.play(hour(25));
  expect(eventsOf(desk.rows(), 'data')).toMatchObject([{ at: hour(9), symbol: 'AAA/USDT', problem: 'stale' }]);
  const told = eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'data');
  expect(told).toMatchObject([{ severity: 'warning', reply: { title: 'AAA: its price is old' } }]);
  expect(told[0]?.reply.lines.join(' ')).toMatch(/no price since .* Held: 1 AAA long\. Nothing closes it until a price comes/);
});

it('its mark is shown as old, its stop as one that cannot fill, and /panic says what it cannot do', async () => {
  const desk = await holding(flat(6));
  expect(textOf(await desk.type('/status'))).toMatch(/stops live ✓/);
  await desk.play(hour(20));
  const old = /1 AAA: no price for 14 h; neither stop nor exit fills until one comes/;
  const status = textOf(await desk.type('/status'));
  expect(status).toMatch(/stops live ✗/);
  expect(status).toMatch(old);
  expect(textOf(await desk.type('/positions'))).toMatch(/\(14 h old\) · stop [\d.]+ ✗ cannot fill/);
  for (const leaving of ['/close AAA', '/reduce AAA all']) {
    const asked = textOf(await desk.type(leaving));
    expect(asked).toMatch(/\(14 h old\)/);
    expect(asked).toMatch(old);
  }
  expect(textOf(await desk.type('/panic drill'))).toMatch(/1 without a price now/);
  const panic = textOf(await desk.type('/panic now'));
  expect(panic).toMatch(old);
  expect(panic).not.toMatch(/fills at the next known price/);
});

it('a price that comes again is told, and all is as it was', async () => {
  const desk = await holding([...flat(6), ...HOLE, ...flat(18)]);
  await desk.play(hour(20));
  expect(eventsOf(desk.rows(), 'data').map(({ problem, at }) => [problem, at])).toEqual([
    ['stale', hour(9)],
    ['fresh', hour(12)],
    ['gap', hour(13)],
  ]);
  expect(textOf(await desk.type('/status'))).toMatch(/stops live ✓/);
});

it('of a symbol that nobody holds it is told in its silence, once however often it falls silent, and counted', async () => {
  const bars = [...flat(6), ...HOLE, ...flat(6), ...HOLE, ...flat(6)];
  const desk = await openDesk({ source: written({ 'AAA/USDT': bars }), from: START, to: hour(30), settings: stillSettings() });
  await desk.play(hour(22));
  expect(eventsOf(desk.rows(), 'data').map(({ problem, at, count }) => [problem, at, count])).toEqual([
    ['stale', hour(9), 1],
    ['fresh', hour(12), 1],
    ['gap', hour(13), 6],
    ['stale', hour(21), 2],
  ]);
  const told = eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'data');
  expect(told.map(({ at, severity, reply }) => [at, severity, reply.title])).toEqual([
    [hour(9), 'notice', 'AAA: its price is old'],
    [hour(13), 'notice', 'AAA/USDT 1h: candles are missing'],
  ]);
  expect(told[0]?.reply.lines.join(' ')).toMatch(/nothing of it is entered until one comes$/);
  expect(stalePrices(desk.trader.desk)).toEqual([expect.stringMatching(/^AAA: no price since .*, old 2 times so far$/)]);
});
