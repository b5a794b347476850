import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { fail, failing, refused } from '../support/faultyBroker.ts';
import { deskOn, expectSound, statuses } from '../support/faultyDesk.ts';
import { hour, thin } from '../support/market.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { submitPair } from '../support/pair.ts';

const refusing = (times: number) => failing('exit', times, () => fail(refused()));

const sentExits = (desk: MemoryDesk): number =>
  eventsOf(desk.rows(), 'intent').filter(({ purpose }) => purpose === 'exit').length;

const open = (desk: MemoryDesk) => [...desk.state.account.positions.values()].map(({ id, quantity }) => ({ id, quantity }));

/** Quantities of the stops at the exchange. */
const stopped = (desk: MemoryDesk) =>
  [...desk.state.orders.working.values()].flatMap((order) =>
    order.purpose === 'stop' && order.status === 'open' ? [order.quantity] : [],
  );

test('a part that is refused twice is dropped and told of; the position goes on whole, and can be reduced later', async () => {
  const { desk, placed } = await deskOn(refusing(2));
  await desk.type('/buy AAA/USDT 5000');
  const before = open(desk);
  await desk.type('/reduce 1 50% now');
  expect([statuses(desk, 'exit.1'), statuses(desk, 'exit.2')]).toEqual([['rejected'], ['rejected']]);
  expect(eventsOf(desk.rows(), 'exitDropped')).toEqual([
    { type: 'exitDropped', at: hour(2), position: 1, symbol: 'AAA/USDT', says: 'refused by the exchange' },
  ]);
  const told = eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'exit dropped');
  expect(told.map(({ reply }) => [reply.title, reply.lines[0]])).toEqual([
    ['1 AAA is not reduced', 'The exchange refused twice: refused by the exchange.'],
  ]);
  await desk.play(hour(6));
  expect(sentExits(desk)).toBe(2);
  expect(open(desk)).toEqual(before);
  expect(stopped(desk)).toEqual(open(desk).map(({ quantity }) => quantity));
  await desk.type('/reduce 1 50% now');
  expect(open(desk)).toEqual(before.map(({ id, quantity }) => ({ id, quantity: quantity / 2n })));
  expectSound(desk, placed());
});

test('a whole exit that is refused twice is tried again once a minute, behind its stop, until it is taken', async () => {
  const { desk, placed } = await deskOn(refusing(3));
  /** Turns of the desk every 5 seconds up to a moment: how many exits have been sent by then. */
  const sentBy = async (until: number): Promise<number> => {
    for (let at = desk.now(); at <= until; at += 5 * SECOND) {
      await desk.play(at);
      await desk.trader.pulse();
    }
    return sentExits(desk);
  };
  await desk.type('/buy AAA/USDT 5000');
  await desk.type('/close 1 now');
  expect(await sentBy(hour(2) + MINUTE - 5 * SECOND)).toBe(2);
  expect(await sentBy(hour(2) + MINUTE)).toBe(3);
  expect(await sentBy(hour(2) + 2 * MINUTE - 5 * SECOND)).toBe(3);
  expect(stopped(desk)).toEqual(open(desk).map(({ quantity }) => quantity));
  expect(await sentBy(hour(2) + 2 * MINUTE)).toBe(4);
  expect(eventsOf(desk.rows(), 'exitDropped')).toEqual([]);
  await desk.play();
  expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ position: 1, why: 'command', at: hour(3) }]);
  expectSound(desk, placed());
});

test('closing a position stops the rest of its entry, and nothing is left open', async () => {
  const { desk, placed } = await deskOn({}, thin(12));
  await desk.type('/buy AAA/USDT 5000');
  expect([desk.state.entries.size, desk.state.account.positions.size]).toEqual([1, 1]);
  await desk.type('/close 1 now');
  expect(desk.state.entries.size).toBe(0);
  expect(statuses(desk, '0.rest').at(-1)).toBe('canceled');
  await desk.play();
  expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ position: 1, quantity: '10' }]);
  expect([open(desk), desk.state.orders.working.size, desk.paper.holdings()]).toEqual([[], 0, new Map()]);
  expectSound(desk, placed());
});

test('one leg of a pair is not reduced, in words that say why', async () => {
  const { desk, placed } = await deskOn({});
  await submitPair(desk, 'AAA/USDT:USDT', 'BBB/USDT:USDT');
  const before = open(desk);
  expect(before).toHaveLength(2);
  for (const { id } of before) {
    const { outcome, reply } = await desk.type(`/reduce ${id} 50% now`);
    expect(outcome).toBe('refused');
    expect(reply.lines).toContain('It is one leg of a pair: less of it would be no hedge');
    expect(reply.lines.at(-1)).toBe(`Example: /reduce ${id} all`);
  }
  await desk.play(hour(4));
  expect(open(desk)).toEqual(before);
  expect(sentExits(desk)).toBe(0);
  expectSound(desk, placed());
});

test.each([
  ['0.05%', "2.50 USDT is below the exchange's minimum of 5.00"],
  ['0.0001%', "0 AAA is below the exchange's minimum of 0.001"],
])('a part of %s is less than the exchange takes: it is refused, with both numbers', async (share, why) => {
  const { desk, placed } = await deskOn({});
  await desk.type('/buy AAA/USDT 5000');
  const before = open(desk);
  const { outcome, reply } = await desk.type(`/reduce 1 ${share} now`);
  expect(outcome).toBe('refused');
  expect(reply.lines[0]).toBe(why);
  await desk.play(hour(4));
  expect(open(desk)).toEqual(before);
  expect(sentExits(desk)).toBe(0);
  expectSound(desk, placed());
});
