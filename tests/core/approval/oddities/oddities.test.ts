import { describe, expect, it } from 'vitest';
import { ODDITIES } from '../../../../src/core/approval/oddities/list.ts';
import { settingsSchema } from '../../../../src/core/facts/settings.ts';
import { fixed } from '../../../../src/core/money.ts';
import { clear } from '../../../../src/core/risk/clear.ts';
import { applyToProposals } from '../../../../src/core/state/proposals.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/core/time.ts';
import { leg, planOf } from '../../risk/fixtures.ts';
import { circumstances, NOW, oddOf, PLANTED, proposedOf, receiptOf, type Scene, sound, trade } from './planted.ts';
import { soundScenes } from './soundScenes.ts';

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
    what: 'how often is asked',
    state: ({ settings }) => {
      settings.change = {
        who: 'Ana',
        why: '',
        at: NOW - HOUR,
        before: settingsSchema.parse({ approval: { asks: 4, drills: true } }),
      };
    },
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
    expect(oddOf(scene)).toContainEqual({ name: kind, says });
    expect(says.split(' ').length).toBeLessThanOrEqual(3);
  });

  it.each(CLOSE)('is not $kind where it is only $what', ({ kind, ...scene }) => {
    expect(oddOf(scene).map(({ name }) => name)).not.toContain(kind);
  });

  it('has each kind planted, and nothing planted that there is not', () => {
    expect([...new Set(PLANTED.map(({ kind }) => kind))].toSorted()).toEqual(ODDITIES.map(({ name }) => name).toSorted());
    expect(ODDITIES).toHaveLength(20);
  });

  it('is nothing where all is as it should be', () => expect(oddOf({})).toEqual([]));

  it('is said of either leg of a pair', () => {
    const pair = planOf(
      [leg({ symbol: 'ETH/USDT:USDT' }), leg({ symbol: 'BTC/USDT:USDT', side: 'sell', stop: '90', targets: [] })],
      {
        kind: 'pair',
      },
    );
    expect(oddOf({ plan: pair }).map(({ says }) => says)).toContain('stop wrong side');
  });

  it('knows nothing of what comes after it was asked', () => {
    const later = oddOf({
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
      expect(oddOf(off).map((one) => one.says)).toContain(says);
    },
  );

  it('is said of a symbol that is closed', () =>
    expect(oddOf({ view: { instrument: { endsAt: NOW } } })).toEqual([{ name: 'about to close', says: 'symbol is closed' }]));

  it('flags at most one of twenty among five hundred sound cards', () => {
    expect(soundScenes(500, 7).filter((scene) => oddOf(scene).length > 0).length).toBeLessThanOrEqual(25);
  });
});
