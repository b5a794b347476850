import type { EventOf } from '../facts/events.ts';
import type { Fixed } from '../money.ts';
import { applyToOrders } from '../state/orders.ts';
import { applyToProposals } from '../state/proposals.ts';
import { type DeskState, emptyState } from '../state/state.ts';
import { MINUTE, type Ms } from '../time.ts';
import type { AlertDesk } from './alertDesk.ts';

/** What invented facts are about: nothing that any desk numbers so. */
export const SAMPLE = { symbol: 'BTC/USDT', position: 0, proposal: 'A0', decision: 'sample', order: 'sample' } as const;

/** The topic of a test begins so: it is not the card of anything that has happened. */
export const TEST = 'test ';

export const samplePlan = (at: Ms): EventOf<'proposed'>['plan'] => ({
  decision: SAMPLE.decision,
  at,
  kind: 'entry',
  strategy: 'momentum',
  score: 0.62,
  confidence: 0.71,
  legs: [
    {
      symbol: SAMPLE.symbol,
      side: 'buy',
      quantity: '0.0237',
      price: '42180.5',
      stop: '41336.9',
      targets: [{ price: '43867.7', share: 1 }],
      leverage: 1,
      tactic: 'maker',
    },
  ],
});

export const sampleStarted = (at: Ms): EventOf<'started'> => ({
  type: 'started',
  at,
  version: '0.0.0',
  market: 'sample',
  mode: 'paper',
  settings: 1,
  resumed: true,
  clean: true,
});

export const sampleProposed = (at: Ms): EventOf<'proposed'> => ({
  type: 'proposed',
  at,
  proposal: SAMPLE.proposal,
  plan: samplePlan(at),
  by: 'desk',
  answerBy: at + 5 * MINUTE,
  settings: 1,
});

export const sampleFill = (at: Ms): EventOf<'fill'> => ({
  type: 'fill',
  at,
  clientId: SAMPLE.order,
  tradeId: '1',
  position: SAMPLE.position,
  symbol: SAMPLE.symbol,
  purpose: 'entry',
  side: 'buy',
  price: '42180.5',
  quantity: '0.01',
  fee: '0.42',
  liquidity: 'maker',
});

export const sampleReceipt = (at: Ms): EventOf<'signal'>['receipt'] => ({
  symbol: SAMPLE.symbol,
  at,
  timeframe: '1h',
  price: 42_180.5,
  sources: [
    {
      group: 'strategies',
      name: 'momentum',
      score: 0.7,
      confidence: 0.8,
      weight: 0.6,
      contribution: 0.42,
      says: [],
    },
    { group: 'divergence', name: 'regular', score: 0.8, confidence: 0.7, weight: 0.25, contribution: 0.2, says: [] },
  ],
  score: 0.62,
  confidence: 0.71,
  alignment: { value: 1, frames: [{ timeframe: '1h', score: 0.62 }] },
  opportunity: 0.44,
  absent: [],
  gates: [],
  risk: [],
});

/** What a desk knows to which the invented facts have happened. */
function sampleState(at: Ms, equity: Fixed): DeskState {
  const state = emptyState();
  state.account.capital = equity;
  state.watched.add(SAMPLE.symbol);
  applyToProposals(state.proposals, sampleProposed(at));
  applyToOrders(state.orders, {
    type: 'intent',
    at,
    clientId: SAMPLE.order,
    decision: SAMPLE.decision,
    leg: '0.maker',
    purpose: 'entry',
    symbol: SAMPLE.symbol,
    side: 'buy',
    kind: 'limit',
    quantity: '0.0237',
    price: '42180.5',
    postOnly: true,
    reduceOnly: false,
    why: 'entry',
  });
  applyToOrders(state.orders, sampleFill(at));
  return state;
}

/** The desk as an alert sees it in a test: its market and its money are real, what happens is invented. */
export function sampleDesk(desk: AlertDesk, at: Ms): AlertDesk {
  const state = sampleState(at, desk.equity());
  return { market: desk.market, label: desk.label, now: () => at, equity: () => desk.equity(), state: () => state };
}
