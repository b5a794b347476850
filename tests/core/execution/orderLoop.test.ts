import { expect, test } from 'vitest';
import { createRecorder } from '../../../src/core/desk/recorder.ts';
import type { RemoteBroker } from '../../../src/core/execution/broker.ts';
import type { ExecutionView } from '../../../src/core/execution/duties/duty.ts';
import { createOrderLoop } from '../../../src/core/execution/orderLoop.ts';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import { fixed } from '../../../src/core/money.ts';
import { capabilitiesOf } from '../../../src/core/simulator/paperCapabilities.ts';
import { standingOf } from '../../../src/core/state/standing.ts';
import { SECOND } from '../../../src/core/time.ts';
import { memoryLog } from '../../support/memoryLog.ts';
import { manualClock } from '../../venue/manualClock.ts';
import { instrument } from '../risk/fixtures.ts';

const view: ExecutionView = {
  now: 2,
  instrument,
  capabilities: () => capabilitiesOf('lists').perpetual,
  price: () => fixed('100'),
  waitOver: () => false,
  quoteFresh: () => true,
  clientId: (decision, leg) => `${decision} ${leg}`,
  absenceProves: false,
};

const cleared = (decision: string, symbol: string): DeskEvent => ({
  type: 'cleared',
  at: 1,
  plan: {
    decision,
    at: 1,
    kind: 'entry',
    strategy: 'momentum',
    score: 1,
    confidence: 1,
    legs: [{ symbol, side: 'buy', quantity: '1', price: '100', stop: '95', targets: [], leverage: 1, tactic: 'maker' }],
  },
  results: [],
  who: 'desk',
});

test('an entry that waited for another of its symbol is not sent when that one turns out to be of unknown outcome', async () => {
  const sent: string[] = [];
  const hangs = () => new Promise<never>(() => undefined);
  const broker: RemoteBroker = {
    answers: 'later',
    mode: 'paper',
    absenceProves: false,
    capabilities: capabilitiesOf('lists'),
    place({ clientId }) {
      sent.push(clientId);
      return hangs();
    },
    cancel: hangs,
    order: hangs,
    openOrders: hangs,
    trades: hangs,
    holdings: hangs,
    onExecution: () => undefined,
  };
  const rows = [cleared('first', 'SOL/USDT'), cleared('second', 'SOL/USDT'), cleared('third', 'ETH/USDT')];
  const recorder = createRecorder({
    log: memoryLog(),
    alerts: [],
    desk: () => expect.fail('nothing here makes an alert'),
    logger: () => undefined,
    standing: standingOf(
      rows.map((event) => ({ step: null, event })),
      false,
    ),
  });
  const clock = manualClock(0);
  const turns: (() => void)[] = [];
  const loop = createOrderLoop({
    recorder,
    broker,
    view,
    logger: () => undefined,
    replayable: false,
    turn: (answer) => turns.push(answer),
    after: clock.after,
  });
  await loop.drain();
  expect(sent).toEqual(['first 0.maker', 'third 0.maker']);
  clock.advance(10 * SECOND);
  for (const turn of turns.splice(0)) turn();
  expect(sent).toEqual(['first 0.maker', 'third 0.maker']);
  const told = [...recorder.state.orders.all.values()].map(({ clientId, status, says }) => [clientId, status, says]);
  expect(told).toEqual([
    ['first 0.maker', 'unknown', 'no answer within 10 s'],
    ['second 0.maker', 'abandoned', 'not sent: an order of its symbol is of unknown outcome'],
    ['third 0.maker', 'unknown', 'no answer within 10 s'],
  ]);
});
