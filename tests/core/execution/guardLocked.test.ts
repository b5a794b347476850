import { expect, test } from 'vitest';
import type { Effect, ExecutionView } from '../../../src/core/execution/duties/duty.ts';
import { duties } from '../../../src/core/execution/duties/list.ts';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import { fixed } from '../../../src/core/money.ts';
import { capabilitiesOf } from '../../../src/core/simulator/paperCapabilities.ts';
import { evolve } from '../../../src/core/state/evolve.ts';
import { emptyState, type MutableState } from '../../../src/core/state/state.ts';
import { instrument } from '../risk/fixtures.ts';

const symbol = 'SOL/USDT';
const view: ExecutionView = {
  now: 2,
  instrument,
  capabilities: () => capabilitiesOf('lists').spot,
  price: () => fixed('100'),
  waitOver: () => false,
  quoteFresh: () => true,
  clientId: (decision, leg) => `${decision} ${leg}`,
  absenceProves: false,
};

const about = { at: 1, position: 1, symbol };
const opened: readonly DeskEvent[] = [
  {
    type: 'positionOpened',
    ...about,
    direction: 'long',
    decision: 'd',
    leg: 0,
    paired: false,
    strategy: 'manual',
    score: 1,
    confidence: 1,
    quantity: '10',
    price: '100',
    stop: '98',
    targets: [{ price: '104', share: 1 }],
    leverage: 1,
  },
  {
    type: 'intent',
    ...about,
    clientId: 'in',
    decision: 'd',
    leg: '0.rest',
    purpose: 'entry',
    side: 'buy',
    kind: 'market',
    quantity: '10',
    postOnly: false,
    reduceOnly: false,
    why: 'entry',
  },
  {
    type: 'fill',
    ...about,
    clientId: 'in',
    tradeId: '1',
    purpose: 'entry',
    side: 'buy',
    price: '100',
    quantity: '10',
    fee: '0',
    liquidity: 'taker',
  },
  { type: 'order', at: 1, clientId: 'in', symbol, purpose: 'entry', status: 'filled', filled: '10', says: '' },
];

/** What is to be done, in words. */
const said = (effects: readonly Effect[]): readonly string[] =>
  effects.map((effect) => {
    if (effect.kind === 'send') return `send ${effect.intent.leg}`;
    if (effect.kind === 'tell') return effect.event.type === 'intent' ? `intend ${effect.event.leg}` : effect.event.type;
    return `${effect.kind} ${effect.order.leg}`;
  });

function stateAfter(...events: readonly DeskEvent[]): MutableState {
  const state = emptyState();
  for (const event of [...opened, ...events]) evolve(state, event);
  return state;
}

/** The list of stop and target, intended and acknowledged. */
function guarded(): readonly DeskEvent[] {
  const intents = duties(stateAfter(), view).flatMap((effect): DeskEvent[] =>
    effect.kind === 'send' ? [effect.intent] : effect.kind === 'tell' ? [effect.event] : [],
  );
  return [...intents, status('open')];
}
const status = (to: 'open' | 'canceling' | 'canceled' | 'unknown' | 'rejected', leg = 'stop.1'): DeskEvent => ({
  type: 'order',
  at: 2,
  clientId: `position 1 ${leg}`,
  symbol,
  purpose: leg.startsWith('stop') ? 'stop' : 'target',
  status: to,
  filled: '0',
  says: '',
});
const asked = (quantity: string): DeskEvent => ({ type: 'exitAsked', ...about, quantity, why: 'command', who: 'p1' });

test('stop and target are intended together and sent as one request', () => {
  expect(said(duties(stateAfter(), view))).toEqual(['intend target.0.1', 'send stop.1']);
});

test('what rests as it should asks for nothing', () => {
  expect(said(duties(stateAfter(...guarded()), view))).toEqual([]);
});

test('the target of a list is acknowledged and refused with its stop', () => {
  const of = (...events: readonly DeskEvent[]) =>
    stateAfter(...guarded().slice(0, 2), ...events).orders.all.get('position 1 target.0.1');
  expect(of(status('open'))?.status).toBe('open');
  expect(of(status('rejected'))?.status).toBe('rejected');
  expect(of(status('unknown'))?.status).toBe('unknown');
});

test('leaving cancels the list by its stop, and sends the exit only when both are gone', () => {
  const leaving = [...guarded(), asked('10')];
  expect(said(duties(stateAfter(...leaving), view))).toEqual(['cancel stop.1']);
  expect(said(duties(stateAfter(...leaving, status('canceling')), view))).toEqual([]);
  expect(said(duties(stateAfter(...leaving, status('canceling'), status('canceled')), view))).toEqual(['send exit.1']);
});

test('where the venue itself has ended the stop of a list, its target rests until it is canceled too', () => {
  const left = [...guarded(), status('canceled'), asked('10')];
  expect(said(duties(stateAfter(...left), view))).toEqual(['cancel target.0.1']);
  expect(said(duties(stateAfter(...left, status('canceled', 'target.0.1')), view))).toEqual(['send exit.1']);
});

test('an exit does not wait for a stop of which nobody knows whether it rests', () => {
  const lost = [...guarded(), status('unknown'), status('canceled', 'target.0.1'), asked('10')];
  expect(said(duties(stateAfter(...lost), view))).toContain('send exit.1');
});

test('when a part leaves, stop and target are placed over the rest together with the exit', () => {
  const freed = [...guarded(), asked('4'), status('canceled'), status('canceled', 'target.0.1')];
  const effects = duties(stateAfter(...freed), view);
  expect(said(effects)).toEqual(['intend target.0.2', 'send stop.2', 'send exit.1']);
  expect(effects.flatMap((effect) => (effect.kind === 'send' ? [effect.intent.quantity] : []))).toEqual(['6', '4']);
});
