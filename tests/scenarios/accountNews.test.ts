import { expect, test } from 'vitest';
import type { ExecutionReport } from '../../src/core/execution/broker.ts';
import { decimal, fixed } from '../../src/core/money.ts';
import { recordedSource } from '../../src/exchange/recorded.ts';
import { sharedData } from '../data.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { type DeskOptions, type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';

const symbol = 'AAA/USDT:USDT';
/** Longs pay a thousandth at hour 4 and receive half of that at hour 6. */
const rates = [
  { time: hour(4), rate: 0.001 },
  { time: hour(6), rate: -0.0005 },
];

async function desk(options: Partial<DeskOptions> = {}): Promise<MemoryDesk> {
  const source = written({ [symbol]: flat(12), 'BBB/USDT:USDT': flat(12) });
  return openDesk({
    source: {
      ...source,
      funding: async (of, from, to) => (of === symbol ? rates.filter(({ time }) => time >= from && time < to) : []),
    },
    from: START,
    to: hour(12),
    settings: stillSettings(),
    ...options,
  });
}
const bought = async (options: Partial<DeskOptions> = {}): Promise<MemoryDesk> => {
  const opened = await desk(options);
  await opened.play(hour(2));
  await opened.type(`/buy ${symbol} 500`);
  return opened;
};
const amounts = (of: MemoryDesk) => eventsOf(of.rows(), 'funding').map(({ at, amount }) => [at, amount]);

test('a paper perpetual pays and receives funding, which is part of its result', async () => {
  const opened = await bought();
  await opened.play(hour(8));
  // 5 at 100.
  expect(amounts(opened)).toEqual([
    [hour(4), '-0.5'],
    [hour(6), '0.25'],
  ]);
  const { fees } = opened.state.account;
  expect(opened.state.account.balance).toBe(fixed('100000') - fixed('0.25') - fees);
  await opened.type('/close 1 now');
  await opened.play();
  const [closed] = eventsOf(opened.rows(), 'positionClosed');
  expect(closed?.funding).toBe('-0.25');
  expect(opened.state.account.balance).toBe(fixed('100000') + fixed(closed?.profit ?? '0'));
});

test('nothing held, nothing paid', async () => {
  const opened = await desk();
  await opened.play();
  expect(amounts(opened)).toEqual([]);
});

test('a start in between charges each rate once', async () => {
  const first = await bought();
  await first.play(hour(4));
  const again = await desk({ log: first.log });
  await again.play();
  expect(amounts(again)).toEqual([
    [hour(4), '-0.5'],
    [hour(6), '0.25'],
  ]);
});

/** A desk whose broker can be made to tell of something that no order of ours did. */
async function told(): Promise<{ readonly opened: MemoryDesk; tell(news: ExecutionReport): Promise<void> }> {
  const listeners: ((news: ExecutionReport) => void)[] = [];
  const opened = await bought({
    between: (paper) => ({
      ...paper,
      onExecution(listener) {
        listeners.push(listener);
        paper.onExecution(listener);
      },
    }),
  });
  return {
    opened,
    async tell(news) {
      for (const listener of listeners) listener(news);
      await opened.trader.pulse();
    },
  };
}

test('a liquidation is booked once, and ends the position by its name', async () => {
  const { opened, tell } = await told();
  const news: ExecutionReport = {
    kind: 'liquidation',
    liquidation: {
      symbol,
      side: 'sell',
      tradeId: 'forced-1',
      price: fixed('60'),
      quantity: fixed('5'),
      fee: fixed('1'),
      at: opened.now(),
      says: 'margin used up',
    },
  };
  const before = opened.state.account.balance;
  await tell(news);
  await tell(news);
  expect(eventsOf(opened.rows(), 'liquidation')).toHaveLength(1);
  expect(eventsOf(opened.rows(), 'positionClosed').map(({ why }) => why)).toEqual(['liquidation']);
  const alerts = eventsOf(opened.rows(), 'alert').filter(({ alert }) => alert === 'closed');
  expect(alerts.map(({ severity }) => severity)).toEqual(['critical']);
  // Bought at 100.05 and sold at 60, less the fee.
  expect(decimal(opened.state.account.balance - before)).toBe('-201.25');
  expect(opened.state.orders.working.size).toBe(0);
});

test('a withdrawal is neither profit nor drawdown', async () => {
  const { opened, tell } = await told();
  await opened.play(hour(3));
  const { peak, equity, balance } = opened.state.account;
  await tell({
    kind: 'transfer',
    transfer: { id: 'w1', asset: 'USDT', amount: -fixed('20000'), why: 'withdrawal', at: opened.now() },
  });
  const after = opened.state.account;
  expect([after.peak, after.equity, after.balance]).toEqual([peak, equity, balance].map((amount) => amount - fixed('20000')));
  await opened.play(hour(8));
  expect(eventsOf(opened.rows(), 'halted')).toEqual([]);
});

const data = sharedData('ohlcv/binanceusdm');
test.skipIf(data === undefined)('recorded rates are read beside the candles', async () => {
  const [from, to] = [Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 3)];
  const source = await recordedSource(data ?? '', { from, to, symbols: ['BTC/USDT:USDT'], timeframe: '1h' });
  const read = (await source.funding?.('BTC/USDT:USDT', from, to)) ?? [];
  expect(read.map(({ time }) => (time - from) / (hour(1) - START))).toEqual([0, 8, 16, 24, 32, 40]);
  expect(read.every(({ rate }) => rate !== 0 && Math.abs(rate) < 0.01)).toBe(true);
});
