import { expect, test } from 'vitest';
import { OWNER } from '../../src/bots/giver.ts';
import { evolve } from '../../src/core/state/evolve.ts';
import { emptyState } from '../../src/core/state/state.ts';
import { judge } from '../support/judge.ts';
import { hour, START, stillSettings, written } from '../support/market.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import { eventsOf, memoryLog } from '../support/memoryLog.ts';
import type { Bar } from '../support/scriptedSource.ts';

const flat: readonly Bar[] = Array.from({ length: 12 }, () => ({ high: 100.3, low: 99.7 }));
const settings = stillSettings();

/** A desk with one position on AAA, and a disk that can be filled and freed. */
async function deskOnFullDisk(rerun = true, fate: 'refused' | 'taken' = 'refused') {
  let full = false;
  const log = memoryLog([], () => (full ? fate : 'written'));
  const desk = await openDesk({
    source: written({ 'AAA/USDT': flat, 'BBB/USDT': flat }),
    from: START,
    to: hour(12),
    settings,
    log,
    rerun,
  });
  await desk.play(hour(2));
  await desk.type('/buy AAA/USDT 5000');
  full = true;
  return {
    desk,
    free: () => {
      full = false;
    },
  };
}

const held = async (desk: MemoryDesk): Promise<readonly string[]> => [...desk.paper.holdings().keys()];

/** After the disk has recovered, what is stored is all that the desk knows, and nothing in it must never happen. */
async function expectComplete(desk: MemoryDesk): Promise<void> {
  await desk.play();
  expect(judge(desk.rows(), { settings }).faults).toEqual([]);
  const folded = emptyState();
  for (const { event } of desk.rows()) evolve(folded, event);
  expect(folded.account).toEqual(desk.state.account);
  expect(folded.orders.all).toEqual(desk.state.orders.all);
}

test('fault row 35: on a full disk nothing that adds risk leaves, and the desk stays', async () => {
  const { desk, free } = await deskOnFullDisk();
  const answer = await desk.type('/buy BBB/USDT 5000');
  expect(answer.outcome).toBe('refused');
  expect(answer.reply.lines.join(' ')).toContain('disk full');
  expect(await held(desk)).toEqual(['AAA/USDT']);
  expect(desk.paper.openOrders().every(({ symbol }) => symbol === 'AAA/USDT')).toBe(true);
  free();
  await expectComplete(desk);
});

test('fault row 35: the desk plays on while nothing can be stored, stops and all, and stores it afterwards', async () => {
  const { desk, free } = await deskOnFullDisk();
  const before = desk.rows().length;
  await desk.play(hour(5));
  expect(desk.rows()).toHaveLength(before);
  expect(desk.state.lastInstant?.at).toBe(hour(5));
  expect((await desk.type('/trades')).outcome).toBe('ok');
  free();
  await expectComplete(desk);
  expect(eventsOf(desk.rows(), 'instant').map(({ at }) => at)).toContain(hour(4));
});

test('fault row 35: an entry whose intent cannot be saved is given up, not sent later', async () => {
  const { desk, free } = await deskOnFullDisk(false);
  const view = desk.trader.desk.risk();
  const legs = [
    { symbol: 'BBB/USDT', side: 'buy', quantity: '10', price: '100', stop: '98', targets: [], leverage: 1, tactic: 'maker' },
  ] as const;
  const plan = {
    decision: 'on a full disk',
    at: view.at,
    kind: 'manual',
    strategy: 'manual',
    score: 1,
    confidence: 1,
    legs: legs.map((leg) => ({ ...leg, targets: [] })),
  } as const;
  await expect(desk.trader.desk.submit({ ...plan, legs: [...plan.legs] }, OWNER)).rejects.toThrow('disk full');
  expect(await held(desk)).toEqual(['AAA/USDT']);
  free();
  await expectComplete(desk);
  expect(
    eventsOf(desk.rows(), 'order').filter(({ symbol, status }) => symbol === 'BBB/USDT' && status === 'abandoned'),
  ).toHaveLength(1);
  expect(await held(desk)).toEqual(['AAA/USDT']);
});

test.each(['/close 1 now', '/panic now', '/reduce 1 50% now'])(
  'fault row 35 and invariant 16: %s works on a full disk',
  async (line) => {
    const { desk, free } = await deskOnFullDisk();
    const before = desk.paper.holdings().get('AAA/USDT') ?? 0n;
    expect(await desk.type(line)).toMatchObject({ outcome: 'ok' });
    expect(desk.paper.holdings().get('AAA/USDT') ?? 0n).toBeLessThan(before);
    free();
    await expectComplete(desk);
    expect(eventsOf(desk.rows(), 'command').map((command) => command.line)).toContain(line);
  },
);

test.each(['/pause', '/panic'])('fault row 35: the pause of %s holds on a full disk', async (line) => {
  const { desk, free } = await deskOnFullDisk();
  expect(await desk.type(line)).toMatchObject({ outcome: 'ok' });
  expect(desk.state.pause?.who).toBe('terminal');
  free();
  await expectComplete(desk);
  expect(eventsOf(desk.rows(), 'paused')).toHaveLength(1);
});

test('invariant 16: /panic rehearses, pauses and flattens on a disk that stays full', async () => {
  const { desk } = await deskOnFullDisk();
  expect((await desk.type('/panic drill')).reply.lines).toContain('1 position would be closed at market:');
  expect((await desk.type('/panic')).reply).toMatchObject({
    title: '🛑 Paused',
    buttons: [{ label: 'Flatten 1', line: '/panic now' }],
  });
  expect((await desk.type('/panic now')).outcome).toBe('ok');
  await desk.play(hour(3));
  expect(await held(desk)).toEqual([]);
  expect(desk.paper.openOrders()).toEqual([]);
  expect(desk.state.pause?.why).toBe('panic');
});

test('invariant 14: a desk whose account somebody else has taken sends nothing more, no exit either', async () => {
  const { desk } = await deskOnFullDisk(false, 'taken');
  const before = desk.paper.openOrders();
  await desk.type('/panic now');
  await desk.play(hour(4)).catch(() => undefined);
  expect(await held(desk)).toEqual(['AAA/USDT']);
  expect(desk.paper.openOrders()).toEqual(before);
});
