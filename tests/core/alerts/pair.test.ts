import { expect, it } from 'vitest';
import { sampleDesk } from '../../../src/core/alerts/sample.ts';
import type { EventOf } from '../../../src/core/facts/events.ts';
import { fixed } from '../../../src/core/money.ts';
import { evolve } from '../../../src/core/state/evolve.ts';
import { emptyState } from '../../../src/core/state/state.ts';
import { alertNamed } from '../../support/sampleAlerts.ts';

const AT = Date.UTC(2024, 0, 1);

const opened = (position: number, changes: Partial<EventOf<'positionOpened'>>): EventOf<'positionOpened'> => ({
  type: 'positionOpened',
  at: AT,
  position,
  symbol: 'ETH/USDT:USDT',
  direction: 'long',
  decision: 'pair',
  leg: 0,
  paired: true,
  strategy: 'pairs',
  score: 0.5,
  confidence: 0.7,
  quantity: '1',
  price: '2400',
  stop: '2304',
  targets: [],
  leverage: 1,
  ...changes,
});

/** What is told of the last of some openings, all of them in the state by then. */
function toldOfLast(...events: readonly EventOf<'positionOpened'>[]) {
  const state = emptyState();
  for (const event of events) evolve(state, event);
  const desk = {
    market: {
      kind: 'bars' as const,
      instruments: () => [],
      instrument: () => undefined,
      quote: () => undefined,
      bars: () => undefined,
    },
    label: '',
    state: () => state,
    equity: () => fixed('10000'),
    now: () => AT,
  };
  const last = events.at(-1);
  if (last === undefined) throw new Error('nothing was opened');
  return alertNamed('opened').tell(last, { ...sampleDesk(desk, AT), state: () => state });
}

it('a pair is one message: its second leg is a line on the card of the first', () => {
  const first = opened(7, {});
  const second = opened(8, { symbol: 'BTC/USDT:USDT', direction: 'short', leg: 1, stop: '43680', price: '42000' });
  expect(toldOfLast(first)).not.toHaveProperty('edits');
  expect(toldOfLast(first, second)).toMatchObject({ edits: true, adds: { cards: ['position 7'], says: 'title' } });
});

it('what was opened before by another decision has a message of its own', () => {
  const other = opened(6, { decision: 'other' });
  expect(toldOfLast(other, opened(7, {}))).not.toHaveProperty('edits');
  expect(toldOfLast(opened(6, { paired: false }), opened(7, { paired: false }))).not.toHaveProperty('edits');
});
