import { describe, expect, it } from 'vitest';
import { type AddInput, planAdd } from '../../../src/core/execution/addPlan.ts';
import { planManual } from '../../../src/core/execution/manualPlan.ts';
import { type PairInput, planPair } from '../../../src/core/execution/pairPlan.ts';
import { type EntryInput, type Planned, planEntry, sizeLine } from '../../../src/core/execution/plan.ts';
import type { Plan } from '../../../src/core/facts/plan.ts';
import type { Receipt } from '../../../src/core/facts/receipt.ts';
import { fixed } from '../../../src/core/money.ts';
import { clear } from '../../../src/core/risk/clear.ts';
import type { Position } from '../../../src/core/state/position.ts';
import { exposure, viewOf } from '../risk/fixtures.ts';

const source = (group: 'strategies' | 'divergence' | 'levels', name: string, contribution: number) => ({
  group,
  name,
  score: contribution,
  confidence: 1,
  weight: 1,
  contribution,
  says: [],
});
const receipt = (changes: Partial<Receipt> = {}): Receipt => ({
  symbol: 'LINK/USDT',
  at: 0,
  timeframe: '1h',
  price: 100,
  sources: [source('strategies', 'momentum', 0.3), source('strategies', 'pairs', -0.4), source('divergence', 'rsi', 0.5)],
  score: 0.5,
  confidence: 0.8,
  alignment: { value: 1, frames: [] },
  opportunity: 0.4,
  absent: [],
  gates: [],
  risk: [],
  ...changes,
});
const PERP = 'LINK/USDT:USDT';

const planOf = (planned: Planned): Plan => {
  if ('why' in planned) throw new Error(planned.why);
  return planned.plan;
};
const whyOf = (planned: Planned): string => ('why' in planned ? planned.why : 'planned');
const entry = (changes: Partial<EntryInput> = {}): EntryInput => ({
  decision: 'd1',
  receipt: receipt(),
  measures: {},
  view: viewOf(),
  ...changes,
});

describe('entry plan', () => {
  it('buys on a positive score; 10 % of 10,000 at 100, times 0.5 × 0.8', () => {
    const planned = planEntry(entry());
    expect(planOf(planned)).toEqual({
      decision: 'd1',
      at: 0,
      kind: 'entry',
      strategy: 'momentum',
      score: 0.5,
      confidence: 0.8,
      legs: [
        {
          symbol: 'LINK/USDT',
          side: 'buy',
          quantity: '4',
          price: '100',
          stop: '98',
          targets: [{ price: '104', share: 1 }],
          leverage: 1,
          tactic: 'maker',
        },
      ],
    });
    expect('sized' in planned && planned.sized.map(sizeLine)).toEqual([
      { rule: 'size', verdict: 'shrink', why: '10 % cap 90.991 → 10, × 0.40 = 4 LINK' },
    ]);
  });

  it('sells a perpetual on a negative score, named after the strategy that said so', () => {
    const plan = planOf(planEntry(entry({ receipt: receipt({ symbol: PERP, score: -0.5 }) })));
    expect(plan.strategy).toBe('pairs');
    expect(plan.legs[0]).toMatchObject({ side: 'sell', stop: '102', targets: [{ price: '96', share: 1 }] });
  });

  it.each<[string, Partial<EntryInput>, string]>([
    ['a short on spot', { receipt: receipt({ score: -0.5 }) }, 'spot: only buys open'],
    ['a neutral score', { receipt: receipt({ score: 0 }) }, 'a neutral score has no side'],
    ['no price', { receipt: receipt({ symbol: 'NONE/USDT' }) }, 'NONE/USDT has no price'],
    ['too small', { view: viewOf({ equity: '100' }) }, "4.00 USDT is below the exchange's minimum of 5.00"],
  ])('no plan for %s', (_says, changes, why) => {
    expect(whyOf(planEntry(entry(changes)))).toBe(why);
  });

  it('rests on the tick that does not cross: down for a buy, up for a sale', () => {
    const view = viewOf({ prices: { 'LINK/USDT': 100.005, [PERP]: 100.005 } });
    expect(planOf(planEntry(entry({ view }))).legs[0]?.price).toBe('100');
    const sale = receipt({ symbol: PERP, score: -0.5 });
    expect(planOf(planEntry(entry({ receipt: sale, view }))).legs[0]?.price).toBe('100.01');
  });

  it('takes at market only where spread and depth are known to be cheap', () => {
    const tactic = (measures: EntryInput['measures']) =>
      planOf(planEntry(entry({ measures, view: viewOf({ execution: { slippage: 0.0005 } }) }))).legs[0]?.tactic;
    expect(tactic({ spread: 0.0005, depth: 20 })).toBe('market');
    expect(tactic({ spread: 0.0006, depth: 20 })).toBe('maker');
    expect(tactic({ spread: 0.0005, depth: 19.9 })).toBe('maker');
    expect(tactic({ spread: 0.0005 })).toBe('maker');
  });

  it('takes a part at 1 R when asked, unless the exchange would not take it', () => {
    const targets = (equity: string) =>
      planOf(planEntry(entry({ view: viewOf({ equity, exits: { partial: 0.5 } }) }))).legs[0]?.targets;
    expect(targets('10000')).toEqual([
      { price: '102', share: 0.5 },
      { price: '104', share: 0.5 },
    ]);
    // 20 USDT in all: halves of 4 × 0.2 are below the minimum of 5.
    expect(targets('200')).toEqual([{ price: '104', share: 1 }]);
  });

  it('is smaller beside a position that moves with it', () => {
    const view = viewOf({ exposures: [exposure()], correlation: () => 0.5 });
    // 4 / √1.5 = 3.2659
    expect(planOf(planEntry(entry({ view }))).legs[0]?.quantity).toBe('3.265');
  });

  it('asks for the trades of its own strategy', () => {
    const asked: string[] = [];
    const sample = (strategy: string) => {
      asked.push(strategy);
      return { trades: 1000, wins: 400, averageWin: 1, averageLoss: 1 };
    };
    const plan = planOf(planEntry(entry({ sample, view: viewOf({ risk: { kelly: true, maxPosition: 1 } }) })));
    expect(asked).toEqual(['momentum']);
    // No edge: 30 / 1030 of 2 % remains; 5.825 over 2 and the fees 0.1 and 0.098, × 0.4.
    expect(plan.legs[0]?.quantity).toBe('1.06');
  });
});

describe('manual plan', () => {
  const manual = (symbol: string, side: 'buy' | 'sell', amount: string) =>
    planManual({ decision: 'd2', symbol, side, size: { unit: 'quote', amount: fixed(amount) }, measures: {}, view: viewOf() });

  it('buys what was typed; the rules cut what is too much', () => {
    const plan = planOf(manual('LINK/USDT', 'buy', '50000'));
    expect(plan).toMatchObject({ kind: 'manual', strategy: 'manual', score: 1, confidence: 1 });
    expect(plan.legs[0]).toMatchObject({ quantity: '500', stop: '98' });
    const result = clear(plan, viewOf());
    expect('cleared' in result && result.cleared.plan.legs[0]?.quantity).toBe('10');
  });

  it('refuses spot shorts and crumbs', () => {
    expect(whyOf(manual('LINK/USDT', 'sell', '100'))).toBe('spot: only buys open');
    expect(whyOf(manual('LINK/USDT', 'buy', '4.99'))).toBe("4.90 USDT is below the exchange's minimum of 5.00");
    expect(planOf(manual(PERP, 'sell', '100')).legs[0]).toMatchObject({ side: 'sell', quantity: '1', stop: '102' });
  });
});

describe('pair plan', () => {
  const input = (changes: Partial<PairInput> = {}): PairInput => ({
    decision: 'd3',
    strategy: 'pairs',
    score: -1,
    confidence: 1,
    first: { symbol: 'ETH/USDT:USDT', measures: {} },
    second: { symbol: 'BTC/USDT:USDT', measures: {} },
    hedgeRatio: 0.8,
    view: viewOf({ prices: { 'BTC/USDT:USDT': 500 } }),
    ...changes,
  });

  it('stands in the hedge ratio, opposite sides, wide stops, no targets, and clears', () => {
    const plan = planOf(planPair(input()));
    expect(
      plan.legs.map(({ side, quantity, price, stop, targets, tactic }) => ({ side, quantity, price, stop, targets, tactic })),
    ).toEqual([
      { side: 'sell', quantity: '10', price: '100', stop: '104', targets: [], tactic: 'market' },
      { side: 'buy', quantity: '1.6', price: '500', stop: '480', targets: [], tactic: 'market' },
    ]);
    expect(clear(plan, input().view)).toHaveProperty('cleared');
  });

  it('risks half of a trade with each leg', () => {
    const view = viewOf({ prices: { 'BTC/USDT:USDT': 500 }, risk: { maxPosition: 1 } });
    // 1 % of 10,000 over a distance of 4 and the fees 0.1 and 0.104 is 23.787; the second leg takes 0.8 of its 2,378.6.
    expect(planOf(planPair(input({ view }))).legs.map(({ quantity }) => quantity)).toEqual(['23.786', '3.805']);
  });

  it('is bound by the leg with less room when the ratio is above 1', () => {
    const plan = planOf(planPair(input({ hedgeRatio: 2, score: 1 })));
    expect(plan.legs.map(({ side, quantity }) => [side, quantity])).toEqual([
      ['buy', '5'],
      ['sell', '2'],
    ]);
  });

  it.each<[string, Partial<PairInput>, string]>([
    ['a spot leg', { second: { symbol: 'BTC/USDT', measures: {} }, score: 1 }, 'spot: only buys open'],
    [
      'a spot leg that is bought',
      { second: { symbol: 'BTC/USDT', measures: {} } },
      'BTC/USDT is spot: a pair needs two perpetuals',
    ],
    ['a ratio below 0', { hedgeRatio: -1 }, 'hedge ratio −1.00 is not above 0'],
    [
      'steps too coarse',
      { view: viewOf({ instrument: { step: fixed('3') } }) },
      'steps are too coarse for the hedge at 900.00: 0.83 of the ratio',
    ],
  ])('no plan for %s', (_says, changes, why) => {
    expect(whyOf(planPair(input(changes)))).toBe(why);
  });
});

describe('addition', () => {
  const position: Position = {
    id: 7,
    symbol: 'SOL/USDT',
    direction: 'long',
    decision: 'd0',
    leg: 0,
    paired: false,
    strategy: 'momentum',
    score: 0.5,
    confidence: 0.8,
    leverage: 1,
    openedAt: 0,
    quantity: fixed('2'),
    cost: fixed('200'),
    entered: fixed('2'),
    enteredNotional: fixed('200'),
    exited: 0n,
    exitedNotional: 0n,
    realised: 0n,
    fees: 0n,
    funding: 0n,
    stop: fixed('98'),
    initialStop: fixed('98'),
    targetsBy: 'desk',
    risk: fixed('4'),
    targets: [{ price: fixed('104'), share: 1 }],
  };
  const held = (price: number) =>
    viewOf({ prices: { 'SOL/USDT': price }, exposures: [exposure({ position: 7, notional: fixed('200') })] });
  const add = (changes: Partial<AddInput>) =>
    planAdd({
      decision: 'd4',
      position,
      size: { unit: 'quote', amount: fixed('206') },
      measures: {},
      view: held(103),
      ...changes,
    });

  it('averages the entry and keeps the stop as far from it: (200 + 206) / 4 × 0.98', () => {
    expect(planOf(add({}))).toMatchObject({ kind: 'add', position: 7, strategy: 'momentum' });
    expect(planOf(add({})).legs[0]).toMatchObject({ quantity: '2', stop: '99.47', targets: [{ price: '104', share: 1 }] });
  });

  it('never lowers the stop when it adds below the entry', () => {
    expect(planOf(add({ view: held(99) })).legs[0]?.stop).toBe('98');
  });

  it('mirrors for a short', () => {
    const short: Position = {
      ...position,
      symbol: 'SOL/USDT:USDT',
      direction: 'short',
      stop: fixed('102'),
      initialStop: fixed('102'),
    };
    const view = viewOf({ prices: { 'SOL/USDT:USDT': 97 } });
    // (200 + 194) / 4 × 1.02 = 100.47
    expect(planOf(add({ position: short, view, size: { unit: 'quote', amount: fixed('194') } })).legs[0]).toMatchObject({
      side: 'sell',
      quantity: '2',
      stop: '100.47',
    });
  });

  it('never raises the stop of a short', () => {
    const short: Position = {
      ...position,
      symbol: 'SOL/USDT:USDT',
      direction: 'short',
      stop: fixed('102'),
      initialStop: fixed('102'),
    };
    const view = viewOf({ prices: { 'SOL/USDT:USDT': 101 } });
    expect(planOf(add({ position: short, view })).legs[0]?.stop).toBe('102');
  });

  it('is sized like an entry without an amount, what is held counting against the cap', () => {
    // (1,000 - 200) / 103 × 0.4 = 3.1068
    expect(planOf(planAdd({ decision: 'd4', position, measures: {}, view: held(103) })).legs[0]?.quantity).toBe('3.106');
  });

  it('refuses a leg of a pair and a closed position', () => {
    expect(whyOf(add({ position: { ...position, paired: true } }))).toContain('would break the hedge');
    expect(whyOf(add({ position: { ...position, quantity: 0n } }))).toBe('position 7 is closed');
  });

  it('keeps the total risk inside: the rules cut what is too much', () => {
    const view = viewOf({
      prices: { 'SOL/USDT': 103 },
      exposures: [exposure({ position: 7, notional: fixed('200'), risk: fixed('198') })],
    });
    const result = clear(planOf(add({ view })), view);
    expect(result.results().find(({ rule }) => rule === 'risk per trade')).toMatchObject({ verdict: 'shrink' });
  });
});

it('the leverage of a leg falls with the market that was measured, for a signal and for an order by hand', () => {
  const view = viewOf({ volatility: 0.001, risk: { leverage: 5 } });
  const falling = { market: { regime: 'volatile', direction: -1 } as const, momentum: -2 };
  const signal = receipt({ symbol: PERP, confidence: 1 });
  const leverages = [{}, falling].map((measures) => [
    planOf(planEntry(entry({ receipt: signal, measures, view }))).legs[0]?.leverage,
    planOf(
      planManual({ decision: 'd', symbol: PERP, side: 'buy', size: { unit: 'quote', amount: fixed('1000') }, measures, view }),
    ).legs[0]?.leverage,
    planOf(
      planManual({ decision: 'd', symbol: PERP, side: 'sell', size: { unit: 'quote', amount: fixed('1000') }, measures, view }),
    ).legs[0]?.leverage,
  ]);
  expect(leverages).toEqual([
    [5, 5, 5],
    [1, 1, 3],
  ]);
});
