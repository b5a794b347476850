import { expect, test } from 'vitest';
import { decimal } from '../../src/core/money.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/time.ts';
import { exampleIn } from '../support/exampleIn.ts';
import { deskOn, expectSound, statuses } from '../support/faultyDesk.ts';
import { flat, hour, START, stillSettings, thin, written } from '../support/market.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import { eventsOf, memoryLog } from '../support/memoryLog.ts';

/** Three hours with plenty to trade, then one with little, in which an addition stays under way. */
const dryingUp = [...flat(3), ...thin(1)];

/** A position of 20 units and an addition to it that has filled 10 of 50. */
async function adding(after: Parameters<typeof deskOn>[1] = thin(8)) {
  const { desk, placed } = await deskOn({}, [...dryingUp, ...after]);
  await desk.type('/buy AAA/USDT 2000');
  await desk.play(hour(3));
  await desk.type('/add 1 5000');
  expect(desk.state.entries.size).toBe(1);
  expect([...desk.state.account.positions.values()].map(({ quantity }) => decimal(quantity))).toEqual(['30']);
  return { desk, placed };
}

/** The addition is over, nothing is held, and nothing was opened besides the first position. */
async function expectNothingLeft(desk: MemoryDesk): Promise<void> {
  expect(eventsOf(desk.rows(), 'entryEnded').map(({ filled }) => filled)).toEqual([['20'], ['10']]);
  expect(eventsOf(desk.rows(), 'positionOpened')).toHaveLength(1);
  expect([desk.state.account.positions.size, desk.state.orders.working.size]).toEqual([0, 0]);
  expect(desk.paper.holdings()).toEqual(new Map());
}

test('an addition under way is stopped when its position leaves by its stop, and opens no position of its own', async () => {
  // A gap through the stop, with as much to trade as the stop takes.
  const { desk, placed } = await adding([{ open: 97, volume: 300 }, ...flat(7).map(() => ({ volume: 1_000_000 }))]);
  await desk.play();
  expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ position: 1, why: 'stop', at: hour(4), quantity: '30' }]);
  expect(eventsOf(desk.rows(), 'entryStopped')).toMatchObject([{ at: hour(4), who: 'desk', why: 'position closed' }]);
  await expectNothingLeft(desk);
  expectSound(desk, placed());
});

test('an addition under way is stopped when its position is closed by hand', async () => {
  const { desk, placed } = await adding();
  await desk.type('/close 1 now');
  expect(desk.state.entries.size).toBe(0);
  await desk.play();
  expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ position: 1, why: 'command', quantity: '30' }]);
  await expectNothingLeft(desk);
  expectSound(desk, placed());
});

/** The entry orders that were sent, none of them refused by the broker. */
function entryIds(desk: MemoryDesk): readonly string[] {
  expect(eventsOf(desk.rows(), 'order').filter(({ status }) => status === 'rejected')).toEqual([]);
  return eventsOf(desk.rows(), 'intent')
    .filter(({ purpose }) => purpose === 'entry')
    .map(({ clientId }) => clientId);
}

/** How many different decisions the entries were made under. */
const decisions = (desk: MemoryDesk): number => new Set(eventsOf(desk.rows(), 'cleared').map(({ plan }) => plan.decision)).size;

test('buying, canceling and buying the same again at one moment are two decisions', async () => {
  const { desk, placed } = await deskOn({});
  await desk.play(hour(2) + MINUTE);
  for (const line of ['/buy AAA/USDT 5000', '/cancel AAA/USDT', '/buy AAA/USDT 5000'])
    expect(await desk.type(line)).toMatchObject({ outcome: 'ok' });
  expect(decisions(desk)).toBe(2);
  const ids = entryIds(desk);
  expect(ids.map((id) => desk.state.orders.all.get(id)?.status)).toEqual(['canceled', 'open']);
  await desk.play();
  expect(eventsOf(desk.rows(), 'positionOpened')).toMatchObject([{ at: hour(3), quantity: '50' }]);
  expectSound(desk, placed());
});

test('buying, closing and buying the same again at one moment are two positions', async () => {
  const { desk, placed } = await deskOn({});
  for (const line of ['/buy AAA/USDT 5000', '/close 1 now', '/buy AAA/USDT 5000'])
    expect(await desk.type(line)).toMatchObject({ outcome: 'ok' });
  expect(decisions(desk)).toBe(2);
  const ids = entryIds(desk);
  expect(new Set(ids).size).toBe(ids.length);
  expect(eventsOf(desk.rows(), 'positionOpened')).toMatchObject([
    { position: 1, at: hour(2), quantity: '50' },
    { position: 2, at: hour(2), quantity: '50' },
  ]);
  await desk.play();
  expect([...desk.state.account.positions.keys()]).toEqual([2]);
  expect(statuses(desk, 'stop.1')).toContain('canceled');
  expectSound(desk, placed());
});

test.each(['deny', 'allow'])('/symbol %s for 2 h leaves no switch behind, also over a restart', async (to) => {
  const options = {
    source: written({ 'AAA/USDT': flat(12) }),
    from: START,
    to: hour(12),
    settings: stillSettings(),
  };
  const before = await openDesk(options);
  await before.play(hour(2));
  await before.type(`/symbol ${to} AAA/USDT 2h`);
  expect(before.state.symbols.get('AAA/USDT')).toMatchObject({ allowed: to === 'allow', until: hour(4) });
  await before.play(hour(4) - SECOND);
  expect((await before.type('/buy AAA/USDT 5000')).outcome).toBe(to === 'allow' ? 'ok' : 'refused');
  await before.type('/cancel AAA/USDT');

  const desk = await openDesk({ ...options, log: memoryLog(before.rows()) });
  await desk.play(hour(4));
  expect(desk.state.symbols.size).toBe(0);
  expect((await desk.type('/symbol')).reply.title).toBe('No symbol is switched by hand');
  expect((await desk.type('/buy AAA/USDT 5000')).outcome).toBe('ok');
  await desk.play();
  expect(eventsOf(desk.rows(), 'symbolSwitched').map(({ at, who, ended }) => ({ at, who, ended }))).toEqual([
    { at: hour(2), who: 'terminal', ended: undefined },
    { at: hour(4), who: 'desk', ended: true },
  ]);
});

/** Two perpetuals of different sectors; risk limits that leave only the money itself to bind. */
async function withLeverage(leverage: number): Promise<MemoryDesk> {
  const desk = await openDesk({
    source: written({ 'BTC/USDT:USDT': flat(12), 'DOGE/USDT:USDT': flat(12) }),
    from: START,
    to: hour(12),
    settings: stillSettings({
      risk: { leverage, maxPosition: 1, perTrade: 1, maxSectorExposure: 1, maxDailyLoss: 1, maxDrawdown: 1 },
    }),
    capital: '100000',
  });
  await desk.play(hour(2));
  return desk;
}

const free = (desk: MemoryDesk): string => decimal(desk.trader.desk.risk().free);

const bought = (desk: MemoryDesk): readonly (string | undefined)[] =>
  eventsOf(desk.rows(), 'cleared').map(({ plan }) => plan.legs[0]?.quantity);

test('a leveraged position binds its margin and its fees, and the rest is free for another', async () => {
  const desk = await withLeverage(5);
  await desk.type('/buy BTC/USDT:USDT 90000');
  // 900 at 100.05 with a leverage of 3, since the momentum is against it: a fee of 90.045, a third of 90045, and what leaving costs.
  expect(free(desk)).toBe('69715');
  expect((await desk.type('/buy DOGE/USDT:USDT 90000')).outcome).toBe('ok');
  expect(bought(desk)).toEqual(['900', '900']);
  expect(free(desk)).toBe('39430');
});

test('an entry under way reserves its margin and its fee', async () => {
  const desk = await withLeverage(5);
  await desk.play(hour(2) + MINUTE);
  await desk.type('/buy BTC/USDT:USDT 90000');
  expect(desk.state.account.positions.size).toBe(0);
  expect(free(desk)).toBe('69910');
});

test('without leverage a position binds the whole of its cost', async () => {
  const desk = await withLeverage(1);
  await desk.type('/buy BTC/USDT:USDT 60000');
  expect(free(desk)).toBe('39790');
  await desk.play(desk.now() + HOUR);
  // More than there is free is refused with what can be had, and that is.
  const { outcome, reply } = await desk.type('/buy DOGE/USDT:USDT 60000');
  expect(outcome).toBe('refused');
  expect((await desk.type(exampleIn(reply.lines))).outcome).toBe('ok');
  // What is bought at 100 and its fee of 0.1 % are paid from what is free.
  expect(Number(bought(desk)[1]) * 100.1).toBeLessThanOrEqual(39_790);
});
