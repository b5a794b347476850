import { boolean, constantFrom, double, integer, record, sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ODDITIES, oddIn } from '../../../../src/core/approval/oddities/list.ts';
import type { Leg } from '../../../../src/core/facts/plan.ts';
import { fixed } from '../../../../src/core/money.ts';
import { clear } from '../../../../src/core/risk/clear.ts';
import { applyToProposals } from '../../../../src/core/state/proposals.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/core/time.ts';
import { leg, planOf } from '../../risk/fixtures.ts';
import { circumstances, NOW, PLANTED, proposedOf, receiptOf, type Scene, sound, trade } from './planted.ts';

const found = (scene: Scene): readonly { readonly name: string; readonly says: string }[] =>
  oddIn(scene.plan ?? sound(), circumstances(scene)).odd ?? [];

/** What comes close to each kind and is none of it. */
const CLOSE: readonly (Scene & { readonly kind: string; readonly what: string })[] = [
  { kind: 'stop missing', what: 'a stop under the price', plan: sound({ stop: '98' }) },
  {
    kind: 'liquidation',
    what: 'a stop well before it',
    plan: sound({ leverage: 4, stop: '80' }),
    view: { risk: { leverage: 4 } },
  },
  { kind: 'size', what: 'twice the usual size', plan: sound({ quantity: '20' }) },
  {
    kind: 'size',
    what: 'too few trades',
    plan: sound({ quantity: '30' }),
    state: ({ account }) => void account.closed.splice(9),
  },
  { kind: 'leverage', what: 'what is set', plan: sound({ leverage: 3 }), view: { risk: { leverage: 3 } } },
  { kind: 'price off the market', what: 'half of the band', view: { prices: { 'LINK/USDT': 100.25 } } },
  { kind: 'old data', what: 'a quote of 4 s', view: { age: 4_000 } },
  { kind: 'old data', what: 'an unknown age', view: { age: undefined } },
  { kind: 'old data', what: 'the last candle', receipt: receiptOf({ at: NOW - HOUR }) },
  { kind: 'stop tight', what: 'three ticks', plan: sound({ stop: '99.97' }) },
  { kind: 'target under costs', what: 'a little above them', plan: sound({ targets: [{ price: '100.3', share: 1 }] }) },
  { kind: 'reward', what: 'a little more than the risk', plan: sound({ targets: [{ price: '102.6', share: 1 }] }) },
  { kind: 'reward', what: 'no target', plan: sound({ targets: [] }) },
  { kind: 'wide spread', what: 'a market of bars', view: { quote: () => ({ at: NOW, bid: 100, ask: 100, last: 100 }) } },
  { kind: 'thin book', what: 'no depth told', view: { quote: () => ({ at: NOW, bid: 99.99, ask: 100.01, last: 100 }) } },
  { kind: 'about to close', what: 'next year', view: { instrument: { endsAt: NOW + 300 * DAY } } },
  { kind: 'like what is held', what: 'little history', view: { correlation: () => undefined } },
  { kind: 'first time live', what: 'on paper', plan: sound({}, { strategy: 'keltner' }) },
  { kind: 'first time live', what: 'by hand', plan: sound({}, { strategy: 'manual' }), view: { mode: 'live' } },
  { kind: 'first time live', what: 'a known strategy', view: { mode: 'live' } },
  {
    kind: 'higher timeframe',
    what: 'one of two',
    receipt: receiptOf({
      alignment: {
        value: 0,
        frames: [
          { timeframe: '4h', score: -0.5 },
          { timeframe: '1d', score: 0.3 },
        ],
      },
    }),
  },
  {
    kind: 'losses here',
    what: 'a gain between',
    state: ({ account }) => {
      for (const [hours, profit] of [
        [8, '-20'],
        [6, '5'],
        [4, '-20'],
      ] as const)
        account.closed.push(trade({ profit: fixed(profit), closedAt: NOW - hours * HOUR }));
    },
  },
  {
    kind: 're-entered',
    what: 'a quarter of an hour ago',
    state: ({ account }) => void account.closed.push(trade({ closedAt: NOW - 15 * MINUTE })),
  },
  {
    kind: 're-entered',
    what: 'another symbol',
    state: ({ account }) => void account.closed.push(trade({ symbol: 'SOL/USDT', closedAt: NOW - MINUTE })),
  },
  { kind: 'funding soon', what: 'in an hour', view: { instrument: { fundingEvery: 8 * HOUR } } },
  {
    kind: 're-entered',
    what: 'the other side',
    state: ({ account }) => void account.closed.push(trade({ direction: 'short', closedAt: NOW - MINUTE })),
  },
  {
    kind: 'card in conflict',
    what: 'the same side',
    state: ({ proposals }) => applyToProposals(proposals, proposedOf(sound({ symbol: 'LINK/USDT:USDT' }, { decision: 'other' }))),
  },
  {
    kind: 'card in conflict',
    what: 'a leg of a pair that moves with it',
    state: ({ proposals }) =>
      applyToProposals(
        proposals,
        proposedOf(
          planOf([leg({ symbol: 'ETH/USDT:USDT' }), leg({ symbol: 'BTC/USDT:USDT', side: 'sell' })], { decision: 'pair' }),
        ),
      ),
    view: { correlation: () => 0.9 },
  },
  {
    kind: 'setting changed',
    what: 'yesterday',
    state: ({ settings }) => {
      settings.change = { who: 'Ana', why: '', at: NOW - DAY, before: settings.values };
    },
  },
];

describe('what is odd about a card', () => {
  it.each(PLANTED)('names $kind in three words at most: $says', ({ kind, says, ...scene }) => {
    expect(found(scene)).toContainEqual({ name: kind, says });
    expect(says.split(' ').length).toBeLessThanOrEqual(3);
  });

  it.each(CLOSE)('is not $kind where it is only $what', ({ kind, ...scene }) => {
    expect(found(scene).map(({ name }) => name)).not.toContain(kind);
  });

  it('has each kind planted, and nothing planted that there is not', () => {
    expect([...new Set(PLANTED.map(({ kind }) => kind))].toSorted()).toEqual(ODDITIES.map(({ name }) => name).toSorted());
    expect(ODDITIES).toHaveLength(20);
  });

  it('is nothing where all is as it should be', () => expect(found({})).toEqual([]));

  it('is said of either leg of a pair', () => {
    const pair = planOf(
      [leg({ symbol: 'ETH/USDT:USDT' }), leg({ symbol: 'BTC/USDT:USDT', side: 'sell', stop: '90', targets: [] })],
      {
        kind: 'pair',
      },
    );
    expect(found({ plan: pair }).map(({ says }) => says)).toContain('stop wrong side');
  });

  it('knows nothing of what comes after it was asked', () => {
    const later = found({
      state: ({ account, settings }) => {
        account.closed.push(trade({ profit: fixed('-20'), closedAt: NOW + MINUTE }), trade({ closedAt: NOW + MINUTE }));
        settings.change = { who: 'Ana', why: '', at: NOW + MINUTE, before: settings.values };
      },
    });
    expect(later).toEqual([]);
  });

  // What is planted here the rules refuse as well: the names stand behind them.
  it.each(PLANTED.filter(({ says }) => ['no stop', 'stop wrong side', 'old data', 'price off market'].includes(says)))(
    'is named behind the refusals: $says',
    ({ says, ...scene }) => {
      const off = says === 'price off market' ? { view: { prices: { 'LINK/USDT': 102 } } } : scene;
      expect(clear(scene.plan ?? sound(), circumstances(off).view)).toHaveProperty('refused');
      expect(found(off).map((one) => one.says)).toContain(says);
    },
  );

  it('is said of a symbol that is closed', () =>
    expect(found({ view: { instrument: { endsAt: NOW } } })).toEqual([{ name: 'about to close', says: 'symbol is closed' }]));

  it('flags at most one of twenty among five hundred sound cards', () => {
    const cards = sample(
      record({
        price: integer({ min: 2_000, max: 5_000_000 }),
        stop: double({ min: 0.01, max: 0.05, noNaN: true }),
        reward: double({ min: 1.5, max: 4, noNaN: true }),
        notional: double({ min: 500, max: 1_800, noNaN: true }),
        side: constantFrom('buy', 'sell'),
        spread: double({ min: 0.00001, max: 0.0008, noNaN: true }),
        moved: double({ min: -0.004, max: 0.004, noNaN: true }),
        age: integer({ min: 0, max: 4_000 }),
        correlation: double({ min: -0.5, max: 0.7, noNaN: true }),
        closed: integer({ min: 61, max: 5_000 }),
        lost: boolean(),
      }),
      { numRuns: 500, seed: 7 },
    );
    const flagged = cards.filter((card) => {
      const price = card.price / 100;
      const away = card.side === 'buy' ? 1 : -1;
      const last = price * (1 + card.moved);
      const one: Partial<Leg> = {
        symbol: 'LINK/USDT:USDT',
        side: card.side,
        quantity: (card.notional / price).toFixed(3),
        price: price.toFixed(2),
        stop: (price * (1 - away * card.stop)).toFixed(2),
        targets: [{ price: (price * (1 + away * (card.stop * card.reward + 0.003))).toFixed(2), share: 1 }],
      };
      const half = (last * card.spread) / 2;
      return (
        found({
          plan: sound(one),
          receipt: receiptOf({
            alignment: {
              value: 1,
              frames: [
                { timeframe: '1h', score: 0.6 * away },
                { timeframe: '4h', score: 0.4 * away },
              ],
            },
          }),
          view: {
            age: card.age,
            prices: { 'LINK/USDT:USDT': last },
            quote: () => ({ at: NOW, bid: last - half, ask: last + half, last, depth: 1e9 }),
            correlation: () => card.correlation,
            instrument: { fundingEvery: 8 * HOUR },
          },
          state: ({ account }) =>
            void account.closed.push(
              trade({
                symbol: 'LINK/USDT:USDT',
                profit: fixed(card.lost ? '-20' : '20'),
                closedAt: NOW - card.closed * MINUTE,
              }),
            ),
        }).length > 0
      );
    });
    expect(flagged.length).toBeLessThanOrEqual(25);
  });
});
