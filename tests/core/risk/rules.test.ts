import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/core/facts/plan.ts';
import { fixed } from '../../../src/core/money.ts';
import { RULES } from '../../../src/core/risk/rules/list.ts';
import { exposure, leg, planOf, type ViewInput, viewOf } from './fixtures.ts';

type Case = readonly [rule: string, says: string, plan: Plan, view: ViewInput, verdict: string, why: string];

const one = planOf([leg()]);
const PERP = 'LINK/USDT:USDT';
const sized = (quantity: string) => planOf([leg({ quantity })]);
const add = planOf([leg({ symbol: 'SOL/USDT' })], { kind: 'add', position: 7 });
const others = (...symbols: readonly string[]) => symbols.map((symbol) => exposure({ symbol }));
const alike = (value: number) => () => value;

/** Each rule under settings where it binds: just inside, then just outside. Equity is 10,000 and prices are 100 unless told. */
const cases: readonly Case[] = [
  [
    'open positions',
    'adding when the limit was lowered since',
    add,
    { exposures: others('A/USDT', 'SOL/USDT'), risk: { maxOpenPositions: 1 } },
    'pass',
    'slot 2 of 1',
  ],
  ['halts', 'nothing stands', one, {}, 'pass', 'no pause, no halt'],
  [
    'halts',
    'a halt stands',
    one,
    { blocks: ['drawdown halt: until lifted'] },
    'refuse',
    'entries are off: drawdown halt: until lifted',
  ],

  ['quote', 'fresh to the limit', one, { age: 5000 }, 'pass', 'LINK quote is 5 s old, 5 s allowed'],
  ['quote', 'a ms older', one, { age: 5001 }, 'refuse', 'LINK quote is 5.001 s old, 5 s allowed'],
  ['quote', 'no age', one, { age: undefined }, 'refuse', 'LINK has no quote'],
  ['quote', 'market at 1 % away', one, { prices: { 'LINK/USDT': 101 } }, 'pass', 'LINK quote is 0 s old, 5 s allowed'],
  [
    'quote',
    'market has left',
    one,
    { prices: { 'LINK/USDT': 101.01 } },
    'refuse',
    "LINK moved 1.01 % from the plan's 100.00, 1 % allowed",
  ],

  ['symbol', 'free', one, { exposures: others('SOL/USDT') }, 'pass', 'LINK is free'],
  [
    'symbol',
    'held',
    one,
    { exposures: [exposure({ symbol: 'LINK/USDT', position: 3 })] },
    'refuse',
    'position 3 already holds LINK',
  ],
  [
    'symbol',
    'reserved',
    one,
    { exposures: [exposure({ symbol: 'LINK/USDT', kind: 'reserved' })] },
    'refuse',
    'LINK has an entry under way',
  ],
  [
    'symbol',
    'unknown',
    one,
    { exposures: [exposure({ symbol: 'LINK/USDT', kind: 'unknown' })] },
    'refuse',
    'LINK has an order of unknown outcome',
  ],
  ['symbol', 'denied', one, { denied: { 'LINK/USDT': 'Ana' } }, 'refuse', 'LINK is denied by Ana'],
  ['symbol', 'another is denied', one, { denied: { 'SOL/USDT': 'Ana' } }, 'pass', 'LINK is free'],
  ['symbol', 'added to', add, { exposures: [exposure({ position: 7 })] }, 'pass', 'adds to position 7'],
  [
    'symbol',
    'unknown on a held one',
    add,
    { exposures: [exposure({ position: 7 }), exposure({ kind: 'unknown' })] },
    'refuse',
    'SOL has an order of unknown outcome',
  ],
  ['symbol', 'added to what is closed', add, {}, 'refuse', 'position 7 is not open on SOL'],
  [
    'symbol',
    'added to the other side',
    add,
    { exposures: [exposure({ position: 7, direction: 'short' })] },
    'refuse',
    'a buy does not add to short position 7',
  ],
  ['symbol', 'both legs on one symbol', planOf([leg(), leg()]), {}, 'refuse', 'LINK is in the plan twice'],

  ['open positions', 'the last slot', one, { exposures: others('A/USDT', 'B/USDT') }, 'pass', 'slot 3 of 3'],
  [
    'open positions',
    'no slot',
    one,
    { exposures: others('A/USDT', 'B/USDT', 'C/USDT') },
    'refuse',
    '3 of 3 slots are taken, 1 more needed',
  ],
  [
    'open positions',
    'reserved and unknown count',
    one,
    {
      exposures: [
        exposure({ symbol: 'A/USDT' }),
        exposure({ symbol: 'B/USDT', kind: 'reserved' }),
        exposure({ symbol: 'C/USDT', kind: 'unknown' }),
      ],
    },
    'refuse',
    '3 of 3 slots are taken, 1 more needed',
  ],
  [
    'open positions',
    'a position and its own rest share one',
    one,
    { exposures: [...others('A/USDT', 'B/USDT'), exposure({ symbol: 'B/USDT', kind: 'reserved' })] },
    'pass',
    'slot 3 of 3',
  ],
  ['open positions', 'an addition needs none', add, { exposures: others('A/USDT', 'B/USDT', 'SOL/USDT') }, 'pass', 'slot 3 of 3'],
  [
    'open positions',
    'a pair needs two',
    planOf([leg(), leg({ symbol: 'DOT/USDT' })]),
    { exposures: others('A/USDT', 'B/USDT') },
    'refuse',
    '2 of 3 slots are taken, 2 more needed',
  ],

  ['leverage', "the desk's cap", planOf([leg({ symbol: PERP, leverage: 10 })]), {}, 'pass', `LINK-PERP 10x of 10x allowed`],
  ['leverage', 'past it', planOf([leg({ symbol: PERP, leverage: 11 })]), {}, 'refuse', `LINK-PERP 11x of 10x allowed`],
  [
    'leverage',
    "the exchange's cap",
    planOf([leg({ symbol: PERP, leverage: 10 })]),
    { instrument: { maxLeverage: 5 } },
    'refuse',
    `LINK-PERP 10x of 5x allowed`,
  ],
  ['leverage', 'none on spot', planOf([leg({ leverage: 2 })]), {}, 'refuse', 'LINK 2x of 1x allowed'],
  ['leverage', 'spot opens with buys', planOf([leg({ side: 'sell' })]), {}, 'refuse', 'spot: only buys open'],
  ['leverage', 'unknown symbol', planOf([leg({ symbol: 'NONE/USDT' })]), {}, 'refuse', 'NONE is not known on this market'],

  ['stop', 'a tick below', planOf([leg({ stop: '99.99' })]), {}, 'pass', 'LINK stop 99.99 below 100.00'],
  ['stop', 'at the price', planOf([leg({ stop: '100' })]), {}, 'refuse', 'LINK stop 100.00 is not below 100.00, market 100.00'],
  [
    'stop',
    'already passed by the market',
    one,
    { prices: { 'LINK/USDT': 97 } },
    'refuse',
    'LINK stop 98.00 is not below 100.00, market 97.00',
  ],
  [
    'stop',
    'a short, above',
    planOf([leg({ symbol: PERP, side: 'sell', stop: '102' })]),
    {},
    'pass',
    `LINK-PERP stop 102.00 above 100.00`,
  ],
  [
    'stop',
    'a short, below',
    planOf([leg({ symbol: PERP, side: 'sell' })]),
    {},
    'refuse',
    `LINK-PERP stop 98.00 is not above 100.00, market 100.00`,
  ],
  ['stop', 'none', planOf([leg({ stop: '0' })]), {}, 'refuse', 'LINK has no usable stop'],

  ['targets', 'above', one, {}, 'pass', 'LINK 1 set'],
  [
    'targets',
    'at the price',
    planOf([leg({ targets: [{ price: '100', share: 1 }] })]),
    {},
    'refuse',
    'LINK target 100.00 is not above 100.00',
  ],
  [
    'targets',
    'a short, below',
    planOf([leg({ symbol: PERP, side: 'sell', targets: [{ price: '96', share: 1 }] })]),
    {},
    'pass',
    `LINK-PERP 1 set`,
  ],
  [
    'targets',
    'more than all',
    planOf([
      leg({
        targets: [
          { price: '102', share: 0.6 },
          { price: '104', share: 0.6 },
        ],
      }),
    ]),
    {},
    'refuse',
    'LINK targets share out 1.2, at most 1 in parts above 0',
  ],
  ['targets', 'none, as a pair has', planOf([leg({ targets: [] })]), {}, 'pass', 'LINK 0 set'],

  [
    'correlation',
    'at the limit',
    one,
    { exposures: others('SOL/USDT'), correlation: alike(0.8) },
    'pass',
    'LINK with SOL long 0.80, limit 0.80',
  ],
  [
    'correlation',
    'past it',
    one,
    { exposures: others('SOL/USDT'), correlation: alike(0.81) },
    'refuse',
    'LINK with SOL long 0.81, limit 0.80',
  ],
  [
    'correlation',
    'the opposite direction hedges',
    one,
    { exposures: [exposure({ direction: 'short' })], correlation: alike(0.95) },
    'pass',
    'LINK with SOL short −0.95, limit 0.80',
  ],
  [
    'correlation',
    'opposite and inverse is the same bet',
    one,
    { exposures: [exposure({ direction: 'short' })], correlation: alike(-0.9) },
    'refuse',
    'LINK with SOL short 0.90, limit 0.80',
  ],
  ['correlation', 'too little history', one, { exposures: others('SOL/USDT') }, 'pass', 'too little history to compare'],
  ['correlation', 'nothing held', one, {}, 'pass', 'nothing held to compare with'],
  [
    'correlation',
    "a pair's legs hedge",
    planOf([leg(), leg({ symbol: PERP, side: 'sell' })]),
    { correlation: alike(0.95) },
    'pass',
    'LINK-PERP with LINK long −0.95, limit 0.80',
  ],
  [
    'correlation',
    'two legs alike',
    planOf([leg(), leg({ symbol: 'SOL/USDT' })]),
    { correlation: alike(0.95) },
    'refuse',
    'SOL with LINK long 0.95, limit 0.80',
  ],

  ['position size', 'at the cap', sized('10'), {}, 'pass', '10 % cap: 1,000.00 of 1,000.00'],
  ['position size', 'past it', sized('10.001'), {}, 'shrink', '10 % cap: 1,000.10 of 1,000.00'],
  [
    'position size',
    'what is held counts',
    planOf([leg({ symbol: 'SOL/USDT', quantity: '6' })], { kind: 'add' }),
    { exposures: others('SOL/USDT') },
    'shrink',
    '10 % cap: 1,100.00 of 1,000.00',
  ],
  [
    'position size',
    'nothing left',
    add,
    { exposures: [exposure({ notional: fixed('1000') })] },
    'refuse',
    '10 % cap: 1,100.00 of 1,000.00',
  ],

  ['max notional', 'not set', sized('10'), {}, 'pass', 'no limit set'],
  ['max notional', 'at it', sized('5'), { risk: { maxNotional: 500 } }, 'pass', '500.00 of 500.00 max notional'],
  ['max notional', 'past it', sized('5.001'), { risk: { maxNotional: 500 } }, 'shrink', '500.10 of 500.00 max notional'],

  ['risk per trade', 'at it', planOf([leg({ quantity: '90.99' })]), {}, 'pass', '2 % risk: 200.00 of 200.00 at the stop'],
  ['risk per trade', 'past it', planOf([leg({ quantity: '91' })]), {}, 'shrink', '2 % risk: 200.02 of 200.00 at the stop'],
  [
    'risk per trade',
    'an addition together with its position',
    add,
    { exposures: [exposure({ risk: fixed('198.5') })] },
    'shrink',
    '2 % risk: 200.70 of 200.00 at the stop',
  ],

  ['free funds', 'with its fee', one, { free: '100.1' }, 'pass', 'needs 100.10, 100.10 free'],
  ['free funds', 'a cent short', one, { free: '100.09' }, 'shrink', 'needs 100.10, 100.09 free'],
  ['free funds', 'nothing free', one, { free: '0' }, 'refuse', 'needs 100.10, 0.00 free'],
  [
    'free funds',
    'margin, not notional',
    planOf([leg({ symbol: PERP, leverage: 10 })]),
    { free: '10.1' },
    'pass',
    'needs 10.10, 10.10 free',
  ],

  [
    'gross exposure',
    'at equity',
    one,
    { exposures: [exposure({ notional: fixed('9900') })] },
    'pass',
    '10,000.00 of 10,000.00 in all',
  ],
  [
    'gross exposure',
    'past it, unknown included',
    one,
    { exposures: [exposure({ notional: fixed('9900.01'), kind: 'unknown' })] },
    'shrink',
    '10,000.01 of 10,000.00 in all',
  ],
  [
    'gross exposure',
    'times the leverage in force',
    one,
    { exposures: [exposure({ notional: fixed('19900') })], risk: { leverage: 2 } },
    'pass',
    '20,000.00 of 20,000.00 in all',
  ],

  [
    'sector exposure',
    'at the limit',
    planOf([leg({ symbol: 'ADA/USDT' })]),
    { exposures: [exposure({ notional: fixed('2900') })] },
    'pass',
    'smart contracts 3,000.00 of 3,000.00 (30 %)',
  ],
  [
    'sector exposure',
    'past it',
    planOf([leg({ symbol: 'ADA/USDT' })]),
    { exposures: [exposure({ notional: fixed('2900.01') })] },
    'shrink',
    'smart contracts 3,000.01 of 3,000.00 (30 %)',
  ],
  [
    'sector exposure',
    'another sector is free',
    one,
    { exposures: [exposure({ notional: fixed('3000') })] },
    'pass',
    'oracles 100.00 of 3,000.00 (30 %)',
  ],
  [
    'sector exposure',
    'an unlisted asset is its own',
    planOf([leg({ symbol: 'ZZZ/USDT' })]),
    { exposures: [exposure({ symbol: 'YYY/USDT', notional: fixed('3000') })] },
    'pass',
    'ZZZ 100.00 of 3,000.00 (30 %)',
  ],
  [
    'sector exposure',
    'spot and perpetual of one asset add up',
    planOf([leg({ symbol: 'ZZZ/USDT' })]),
    { exposures: [exposure({ symbol: 'ZZZ/USDT:USDT', notional: fixed('3000') })] },
    'refuse',
    'ZZZ 3,100.00 of 3,000.00 (30 %)',
  ],

  // The plan loses 2 at its stop and 0.198 in fees; equity may fall to 9,500.
  [
    'daily loss',
    'every stop still inside',
    one,
    { exposures: [exposure({ risk: fixed('497.802') })] },
    'pass',
    'all stops hit: day ends −500.00, limit −500.00 (5 %)',
  ],
  [
    'daily loss',
    'a cent past it',
    one,
    { exposures: [exposure({ risk: fixed('497.812') })] },
    'shrink',
    'all stops hit: day ends −500.01, limit −500.00 (5 %)',
  ],
  [
    'daily loss',
    'the loss so far counts',
    one,
    { equity: '9501', dayStart: '10000', peak: '10000' },
    'shrink',
    'all stops hit: day ends −501.20, limit −500.00 (5 %)',
  ],
  [
    'daily loss',
    'used up',
    one,
    { equity: '9500', dayStart: '10000', peak: '10000' },
    'refuse',
    'all stops hit: day ends −502.20, limit −500.00 (5 %)',
  ],

  [
    'drawdown',
    'inside',
    one,
    { equity: '8502.198', dayStart: '8502.198', peak: '10000' },
    'pass',
    'all stops hit: equity 8,500.00, floor 8,500.00 (15 % below the peak)',
  ],
  [
    'drawdown',
    'past it',
    one,
    { equity: '8502.197', dayStart: '8502.197', peak: '10000' },
    'shrink',
    'all stops hit: equity 8,500.00, floor 8,500.00 (15 % below the peak)',
  ],
  [
    'drawdown',
    'used up',
    one,
    { equity: '8500', dayStart: '8500', peak: '10000' },
    'refuse',
    'all stops hit: equity 8,497.80, floor 8,500.00 (15 % below the peak)',
  ],

  ['exchange minimums', 'at the least notional', sized('0.05'), {}, 'pass', '0.05 LINK, at least 0.001'],
  ['exchange minimums', 'below it', sized('0.049'), {}, 'refuse', "4.90 USDT is below the exchange's minimum of 5.00"],
  [
    'exchange minimums',
    'below the least quantity',
    sized('0.05'),
    { instrument: { minQuantity: fixed('0.1') } },
    'refuse',
    "0.05 LINK is below the exchange's minimum of 0.1",
  ],
  ['exchange minimums', 'between two steps', sized('0.0505'), {}, 'refuse', '0.0505 LINK is no multiple of the step 0.001'],
];

describe('risk rules', () => {
  it.each(cases)('%s: %s', (name, _says, plan, view, verdict, why) => {
    const rule = RULES.find((one) => one.name === name);
    const said = rule?.check(plan, viewOf(view));
    expect([said?.kind, said?.why()]).toEqual([verdict, why]);
  });

  it.each(RULES)('$name has a case that passes and one that binds', ({ name }) => {
    const kinds = new Set(cases.filter(([rule]) => rule === name).map(([, , , , kind]) => kind));
    expect(kinds.has('pass') && kinds.size > 1).toBe(true);
  });

  it('shrinks to exactly what fits', () => {
    const rule = RULES.find((one) => one.name === 'position size');
    expect(rule?.check(sized('20'), viewOf())).toMatchObject({ kind: 'shrink', share: 0.5 });
  });
});
