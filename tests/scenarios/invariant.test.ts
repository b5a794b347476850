import { expect, test } from 'vitest';
import { START, stillSettings, written } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';

const flat = Array.from({ length: 6 }, () => ({ high: 100.3, low: 99.7 }));

test('an event that cannot be halts entries until an admin has looked, and is told once', async () => {
  const settings = stillSettings();
  const desk = await openDesk({ source: written({ 'AAA/USDT': flat }), from: START, to: START + 6 * 3_600_000, settings });
  await desk.play(START + 3_600_000);
  const stray = {
    type: 'fill',
    at: desk.now(),
    clientId: 'nobody sent this',
    tradeId: '1',
    position: 7,
    symbol: 'AAA/USDT',
    purpose: 'entry',
    side: 'buy',
    price: '100',
    quantity: '1',
    fee: '0',
    liquidity: 'taker',
  } as const;
  await expect(desk.record(stray)).rejects.toThrow('nobody sent this');
  await expect(desk.record(stray)).rejects.toThrow('nobody sent this');
  await desk.play(START + 2 * 3_600_000);
  expect(eventsOf(desk.rows(), 'halted')).toMatchObject([
    { halt: 'broken invariant', ends: 'when an admin lifts it with /resume' },
  ]);
  expect(eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'halted')).toHaveLength(1);
  expect(await desk.type('/buy AAA/USDT 1000')).toMatchObject({ outcome: 'refused' });
  await desk.type('/resume');
  expect((await desk.type('/buy AAA/USDT 1000')).outcome).toBe('ok');
});
