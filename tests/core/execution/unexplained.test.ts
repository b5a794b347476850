import { expect, test } from 'vitest';
import { createRecorder } from '../../../src/core/desk/recorder.ts';
import type { ExecutionReport, Fill, OrderReport } from '../../../src/core/execution/broker.ts';
import { takeExecution } from '../../../src/core/execution/executionReports.ts';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import { fixed, ZERO } from '../../../src/core/money.ts';
import { standingOf } from '../../../src/core/state/standing.ts';
import { DAY, HOUR } from '../../../src/core/time.ts';
import { orderId } from '../../../src/core/trader/ids.ts';
import { memoryLog } from '../../support/memoryLog.ts';
import { funded, instant, START } from '../state/story.ts';

const symbol = 'BTC/USDT';
const OURS = orderId(() => 'f0', { market: 'market', mode: 'paper', name: 'name' }, 'd1', '0.maker');
const THEIRS = 'x-web-1234';
const NOW = START + 9 * DAY;

const order = { clientId: OURS, symbol, purpose: 'entry' } as const;
/** An entry that was canceled; nine days later the desk has forgotten it. */
const past: readonly DeskEvent[] = [
  funded('1000'),
  {
    type: 'intent',
    at: START,
    ...order,
    decision: 'd1',
    leg: '0.maker',
    side: 'buy',
    kind: 'limit',
    quantity: '1',
    price: '100',
    postOnly: true,
    reduceOnly: false,
    why: 'entry',
  },
  { type: 'order', at: START, ...order, status: 'open', filled: '0', says: '' },
  { type: 'order', at: START, ...order, status: 'canceled', filled: '0', says: '' },
  instant(NOW, '1000'),
];

const trade = (changes: Partial<Fill>): ExecutionReport => ({
  kind: 'trade',
  trade: {
    clientId: OURS,
    symbol,
    tradeId: 't1',
    side: 'buy',
    price: fixed('100'),
    quantity: fixed('1'),
    fee: ZERO,
    liquidity: 'maker',
    at: NOW,
    ...changes,
  },
});
const report = (changes: Partial<OrderReport>): ExecutionReport => ({
  kind: 'order',
  report: { clientId: OURS, symbol, status: 'open', filled: ZERO, at: NOW, ...changes },
});

/** The halts that are told of when a desk with that past hears the news. */
function halts(...news: readonly ExecutionReport[]): readonly string[] {
  const standing = standingOf(
    past.map((event) => ({ step: null, event })),
    false,
  );
  expect(standing.state.orders.all.size).toBe(0);
  const recorder = createRecorder({
    log: memoryLog(),
    alerts: [],
    desk: () => expect.fail('nothing here makes an alert'),
    logger: () => undefined,
    standing,
  });
  const told: DeskEvent[] = [];
  recorder.onEvent(({ event }) => told.push(event));
  for (const one of news) takeExecution(recorder, one);
  expect(recorder.state.account.positions.size).toBe(0);
  return told.map((event) => (event.type === 'halted' ? event.says : event.type));
}

test('a fill of an order of ours that has left memory halts entries and says what was filled, once', () => {
  const [says, ...more] = halts(trade({}), trade({}), trade({ tradeId: 't2' }));
  expect(says).toContain(`order ${OURS} of ${symbol}, which the desk does not know, was filled: buy 1 at 100.`);
  expect(more).toEqual([]);
});

test('an order of ours that rests unknown to the desk halts entries; the end of one does not', () => {
  expect(halts(report({}))).toEqual([expect.stringContaining(`order ${OURS} of ${symbol}, which the desk does not know, rests`)]);
  expect(halts(report({ status: 'canceled' }), report({ status: 'filled' }))).toEqual([]);
});

test('what befalls the orders of others is none of ours', () => {
  expect(halts(trade({ clientId: THEIRS }), report({ clientId: THEIRS }))).toEqual([]);
});

test('a fill from before what memory reaches back to, booked in its day, may be told again', () => {
  expect(halts(trade({ at: START + 23 * HOUR }))).toEqual([]);
});
