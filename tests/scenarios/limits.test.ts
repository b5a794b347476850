import { expect, test } from 'vitest';
import { HOUR } from '../../src/core/time.ts';
import { hour, START, stillSettings, written } from '../support/market.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import { accountRows, eventsOf, memoryLog } from '../support/memoryLog.ts';
import type { Bar } from '../support/scriptedSource.ts';

/** Three quiet hours, a fall of 7 % between two bars, then quiet for the rest of two days. */
const gap: readonly Bar[] = [
  {},
  {},
  {},
  { open: 93, low: 92.8, close: 93 },
  ...Array.from({ length: 44 }, () => ({ high: 93.2, low: 92.8 })),
];
const flat: readonly Bar[] = Array.from({ length: 48 }, () => ({ high: 100.3, low: 99.7 }));

const risk = { maxPosition: 1, perTrade: 1, maxSectorExposure: 1 };

async function open(
  values: Readonly<Record<string, unknown>>,
  stored: Parameters<typeof memoryLog>[0] = [],
): Promise<MemoryDesk> {
  return openDesk({
    source: written({ 'AAA/USDT': gap, 'BBB/USDT': flat }),
    from: START,
    to: hour(48),
    settings: stillSettings({ risk: { ...risk, ...values } }),
    log: memoryLog(stored),
  });
}

/** A position of most of the account, through whose stop the market jumps: the day loses more than 5 %. */
async function afterTheFall(values: Readonly<Record<string, unknown>> = {}): Promise<MemoryDesk> {
  const desk = await open(values);
  await desk.play(hour(2));
  expect((await desk.type('/buy AAA/USDT 90000')).outcome).toBe('ok');
  await desk.play(hour(6));
  expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ why: 'stop' }]);
  return desk;
}

const buy = (desk: MemoryDesk) => desk.type('/buy BBB/USDT 5000');

/** What came of it, in words. */
const buyAnswer = async (desk: MemoryDesk): Promise<string> => {
  const { outcome, reply } = await buy(desk);
  return `${outcome}: ${reply.title} ${reply.lines.join(' ')}`;
};

test('fault row 34 and invariant 15: a day that lost 5 % makes no entry until 00:00 UTC; then the halt is lifted, once, also after a restart', async () => {
  const before = await afterTheFall();
  expect(await buyAnswer(before)).toMatch(/refused.*daily loss/);
  const desk = await open({}, before.rows());
  expect(desk.state.halts.get('daily loss')).toMatchObject({ until: hour(24) });
  await desk.play(hour(24) - HOUR);
  expect((await buy(desk)).outcome).toBe('refused');
  await desk.play(hour(24) + 10_000);
  expect(eventsOf(desk.rows(), 'haltLifted')).toMatchObject([{ halt: 'daily loss', at: hour(24) }]);
  expect((await buy(desk)).outcome).toBe('ok');
  const after = await open({}, desk.rows());
  await after.play();
  expect(eventsOf(after.rows(), 'halted')).toHaveLength(1);
  expect(eventsOf(after.rows(), 'haltLifted')).toHaveLength(1);
});

test('invariant 15: a drawdown halt survives restarts and midnight, until an admin lifts it; then the peak starts anew', async () => {
  const limits = { maxDrawdown: 0.05, maxDailyLoss: 0.9 };
  const desk = await open(limits, (await afterTheFall(limits)).rows());
  await desk.play(hour(30));
  expect(await buyAnswer(desk)).toMatch(/refused.*drawdown/);
  expect(eventsOf(desk.rows(), 'haltLifted')).toEqual([]);
  await desk.type('/resume');
  expect(eventsOf(desk.rows(), 'haltLifted')).toMatchObject([{ halt: 'drawdown', who: 'terminal' }]);
  expect((await buy(desk)).outcome).toBe('ok');
  const after = await open(limits, desk.rows());
  await after.play();
  expect(eventsOf(after.rows(), 'halted')).toHaveLength(1);
});

test('a pause survives a restart, and exits go on under it', async () => {
  const before = await open({});
  await before.play(hour(2));
  await before.type('/buy AAA/USDT 50000');
  await before.type('/pause');
  const desk = await open({}, before.rows());
  expect(await buyAnswer(desk)).toMatch(/refused.*paused/);
  await desk.play(hour(6));
  expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ why: 'stop' }]);
  await desk.type('/resume');
  expect((await buy(desk)).outcome).toBe('ok');
});

test('a pause with an end is over at its end, the same with and without a restart', async () => {
  const run = async (restart: boolean): Promise<readonly string[]> => {
    let desk = await open({});
    await desk.play(hour(2));
    await desk.type('/pause 3h');
    if (restart) desk = await open({}, desk.rows());
    await desk.play(hour(4));
    expect((await buy(desk)).outcome).toBe('refused');
    await desk.play(hour(5) + 10_000);
    expect((await buy(desk)).outcome).toBe('ok');
    await desk.play();
    return accountRows(desk.rows());
  };
  expect(await run(true)).toEqual(await run(false));
});
