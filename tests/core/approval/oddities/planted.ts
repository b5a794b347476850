import { oddIn } from '../../../../src/core/approval/oddities/list.ts';
import type { Circumstances } from '../../../../src/core/approval/oddities/oddity.ts';
import type { EventOf } from '../../../../src/core/facts/events.ts';
import type { Leg, Plan } from '../../../../src/core/facts/plan.ts';
import type { Receipt } from '../../../../src/core/facts/receipt.ts';
import { settingsSchema } from '../../../../src/core/facts/settings.ts';
import { fixed } from '../../../../src/core/money.ts';
import type { ClosedTrade } from '../../../../src/core/state/closedTrade.ts';
import { applyToProposals } from '../../../../src/core/state/proposals.ts';
import { emptyState, type MutableState } from '../../../../src/core/state/state.ts';
import { countTrade } from '../../../../src/core/state/trackRecord.ts';
import { tradeOf } from '../../../../src/core/state/trade.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/core/time.ts';
import { exposure, leg, planOf, type ViewInput, viewOf } from '../../risk/fixtures.ts';

/** 14:53 UTC: seven minutes before an hour. */
export const NOW = Date.UTC(2024, 5, 5, 14, 53);

export const sound = (changes: Partial<Leg> = {}, plan: Partial<Plan> = {}): Plan =>
  planOf([leg({ quantity: '10', ...changes })], { at: NOW, ...plan });

/** A trade on LINK of the size that is usual here, 1,000. */
export const trade = (changes: Partial<ClosedTrade> = {}): ClosedTrade => ({
  position: 1,
  symbol: 'LINK/USDT',
  direction: 'long',
  strategy: 'momentum',
  why: 'target',
  quantity: fixed('10'),
  entry: fixed('100'),
  exit: fixed('104'),
  profit: fixed('38'),
  fees: fixed('2'),
  funding: 0n,
  r: 1.7,
  risk: fixed('22'),
  decision: 'before',
  openedAt: NOW - 2 * DAY,
  closedAt: NOW - DAY - HOUR,
  ...changes,
});

export const receiptOf = (changes: Partial<Receipt> = {}): Receipt => ({
  symbol: 'LINK/USDT',
  at: NOW,
  timeframe: '1h',
  price: 100,
  sources: [],
  score: 0.6,
  confidence: 0.7,
  alignment: {
    value: 1,
    frames: [
      { timeframe: '1h', score: 0.6 },
      { timeframe: '4h', score: 0.3 },
    ],
  },
  opportunity: 0.4,
  absent: [],
  gates: [],
  risk: [],
  ...changes,
});

export type Scene = {
  readonly plan?: Plan;
  readonly view?: ViewInput;
  readonly receipt?: Receipt;
  readonly state?: (state: MutableState) => void;
};

/** An ordinary scene: a market at 100 with a narrow spread and depth, sixty trades of the usual size, nothing held. */
export function circumstances({ view, receipt = receiptOf(), state: change }: Scene): Circumstances {
  const state = emptyState();
  countTrade(state.account.byStrategy, 'momentum', tradeOf([trade()]));
  state.account.closed.push(...Array.from({ length: 60 }, (_, position) => trade({ position })));
  change?.(state);
  const quote = () => ({ at: NOW, bid: 99.99, ask: 100.01, last: 100, depth: 1_000 });
  return { now: NOW, view: viewOf({ quote, ...view }), state, receipt };
}

/** What is odd about the plan of a scene. */
export const oddOf = (scene: Scene): NonNullable<EventOf<'proposed'>['odd']> =>
  oddIn(scene.plan ?? sound(), circumstances(scene)).odd ?? [];

export const proposedOf = (plan: Plan): EventOf<'proposed'> => ({
  type: 'proposed',
  at: NOW - MINUTE,
  proposal: 'A11',
  plan,
  by: 'desk',
  answerBy: NOW + HOUR,
  settings: 1,
});

const quoted = (quote: Partial<ReturnType<NonNullable<ViewInput['quote']>>>): ViewInput => ({
  quote: () => ({ at: NOW, bid: 99.99, ask: 100.01, last: 100, depth: 1_000, ...quote }),
});

/** Every kind of fault, planted once, and what is to be read of it. */
export const PLANTED: readonly (Scene & { readonly kind: string; readonly says: string })[] = [
  { kind: 'stop missing', says: 'no stop', plan: sound({ stop: '0' }) },
  { kind: 'stop missing', says: 'stop wrong side', plan: sound({ stop: '101' }) },
  {
    kind: 'liquidation',
    says: 'liquidation before stop',
    plan: sound({ symbol: 'LINK/USDT:USDT', leverage: 20, stop: '95' }),
    view: { risk: { leverage: 20 } },
  },
  { kind: 'size', says: '3× usual size', plan: sound({ quantity: '30' }) },
  { kind: 'leverage', says: '7× leverage', plan: sound({ leverage: 7 }) },
  { kind: 'price off the market', says: 'price off market', view: { prices: { 'LINK/USDT': 101 } } },
  { kind: 'old data', says: 'old data', view: { age: 6 * SECOND } },
  { kind: 'old data', says: 'old signal', receipt: receiptOf({ at: NOW - 2 * HOUR }) },
  { kind: 'stop tight', says: 'stop 2 ticks', plan: sound({ stop: '99.98' }) },
  { kind: 'stop tight', says: 'stop inside spread', plan: sound({ stop: '99.9' }), view: quoted({ bid: 99.9, ask: 100.1 }) },
  { kind: 'target under costs', says: 'target under costs', plan: sound({ targets: [{ price: '100.1', share: 1 }] }) },
  { kind: 'reward', says: 'reward below risk', plan: sound({ targets: [{ price: '101.5', share: 1 }] }) },
  { kind: 'wide spread', says: 'wide spread', view: quoted({ bid: 99.8, ask: 100.2 }) },
  { kind: 'thin book', says: 'thin book', view: quoted({ depth: 4 }) },
  { kind: 'about to close', says: 'closes in 2d', view: { instrument: { endsAt: NOW + 2 * DAY + HOUR } } },
  {
    kind: 'card in conflict',
    says: 'conflicts with A11',
    state: (state) =>
      applyToProposals(state.proposals, proposedOf(sound({ symbol: 'LINK/USDT:USDT', side: 'sell' }, { decision: 'other' }))),
  },
  {
    kind: 'like what is held',
    says: 'moves with SOL',
    view: { exposures: [exposure({ symbol: 'SOL/USDT' })], correlation: () => 0.79 },
  },
  { kind: 'first time live', says: 'first live keltner', plan: sound({}, { strategy: 'keltner' }), view: { mode: 'live' } },
  {
    kind: 'higher timeframe',
    says: 'against the 4h',
    receipt: receiptOf({
      alignment: {
        value: 0,
        frames: [
          { timeframe: '1h', score: 0.6 },
          { timeframe: '4h', score: -0.4 },
        ],
      },
    }),
  },
  {
    kind: 'losses here',
    says: 'lost 2× today',
    state: ({ account }) => {
      for (const hours of [8, 4]) account.closed.push(trade({ profit: fixed('-20'), closedAt: NOW - hours * HOUR }));
    },
  },
  {
    kind: 're-entered',
    says: 'left 12m ago',
    state: ({ account }) => void account.closed.push(trade({ closedAt: NOW - 12 * MINUTE })),
  },
  { kind: 'funding soon', says: 'funding in 7m', view: { instrument: { fundingEvery: HOUR } } },
  {
    kind: 'setting changed',
    says: 'Ana changed settings',
    state: ({ settings }) => {
      settings.change = { who: 'Ana Lima', why: '', at: NOW - HOUR, before: settingsSchema.parse({ risk: { leverage: 2 } }) };
    },
  },
];
