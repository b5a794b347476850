import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviseExits } from '../../../src/core/execution/exits/advise.ts';
import type { ExitAdvice, ExitContext } from '../../../src/core/execution/exits/exit.ts';
import { EXITS } from '../../../src/core/execution/exits/list.ts';
import { gradeOf } from '../../../src/core/execution/exits/riskGrade.ts';
import { type Settings, settingsSchema } from '../../../src/core/facts/settings.ts';
import { abs, decimal, fixed, fromNumber, toNumber } from '../../../src/core/money.ts';
import type { Position } from '../../../src/core/state/position.ts';
import { HOUR } from '../../../src/core/time.ts';
import { instrument } from '../risk/fixtures.ts';

/** Ten bought at 100 with the stop at 98 and the target at 104: 1 R is 2. */
const long: Position = {
  id: 1,
  symbol: 'SOL/USDT:USDT',
  direction: 'long',
  decision: 'd',
  leg: 0,
  paired: false,
  strategy: 'momentum',
  score: 0.5,
  confidence: 0.8,
  leverage: 1,
  openedAt: 0,
  quantity: fixed('10'),
  cost: fixed('1000'),
  entered: fixed('10'),
  enteredNotional: fixed('1000'),
  exited: 0n,
  exitedNotional: 0n,
  realised: 0n,
  fees: 0n,
  funding: 0n,
  stop: fixed('98'),
  initialStop: fixed('98'),
  risk: fixed('20'),
  targets: [{ price: fixed('104'), share: 1 }],
  targetsBy: 'desk',
};
const short: Position = {
  ...long,
  direction: 'short',
  stop: fixed('102'),
  initialStop: fixed('102'),
  targets: [{ price: fixed('96'), share: 1 }],
};

type Changes = Partial<Omit<ExitContext, 'position' | 'settings' | 'price'>> & {
  readonly price?: string;
  readonly position?: Partial<Position>;
  readonly exits?: Partial<Settings['exits']>;
};
const contextOf = ({ price = '100', position = {}, exits = {}, ...rest }: Changes, from: Position = long): ExitContext => ({
  now: HOUR,
  position: { ...from, ...position },
  instrument: instrument(from.symbol),
  settings: settingsSchema.parse({ exits }),
  price: fixed(price),
  ...rest,
});

const text = (advice: ExitAdvice | undefined): string | undefined => {
  if (advice === undefined) return undefined;
  if (advice.kind === 'stop') return `stop ${decimal(advice.to)}`;
  if (advice.kind === 'exit') return `exit ${advice.share} ${advice.why}`;
  return advice.targets.map(({ price, share }) => `${share}@${decimal(price)}`).join(' ');
};
const advice = (name: string, changes: Changes, from?: Position) =>
  text(EXITS.find((exit) => exit.name === name)?.advise(contextOf(changes, from)));

const half = { quantity: fixed('5'), cost: fixed('500') };
const pairLeg = { paired: true, targets: [] };

describe('exit rules', () => {
  it.each<[string, string, Changes, string | undefined, Position?]>([
    ['trailing stop', '2 % below the close', { price: '103' }, 'stop 100.94'],
    ['trailing stop', '2 % above it for a short', { price: '97' }, 'stop 98.94', short],
    ['trailing stop', 'not before a profit', { price: '100' }, undefined],
    ['trailing stop', 'never back', { price: '103', position: { stop: fixed('101') } }, undefined],
    [
      'trailing stop',
      "not for less than 0.4 of the first stop's distance",
      { price: '103', position: { stop: fixed('100.15') } },
      undefined,
    ],
    ['trailing stop', 'for that much', { price: '103', position: { stop: fixed('100.14') } }, 'stop 100.94'],
    [
      'trailing stop',
      'for 0.4 of what is left of its distance, once that is less',
      { price: '103', position: { stop: fixed('102.1') }, exits: { trailingDistance: 0.005 } },
      'stop 102.48',
    ],
    [
      'trailing stop',
      'not for less than that',
      { price: '103', position: { stop: fixed('102.3') }, exits: { trailingDistance: 0.005 } },
      undefined,
    ],
    [
      'trailing stop',
      'not for fewer ticks than are set',
      { price: '103', position: { stop: fixed('100.92') }, exits: { leastMove: 0, leastMoveTicks: 3 } },
      undefined,
    ],
    [
      'trailing stop',
      'for as many',
      { price: '103', position: { stop: fixed('100.91') }, exits: { leastMove: 0, leastMoveTicks: 3 } },
      'stop 100.94',
    ],
    ['trailing stop', 'one and a half times as far in a wild market', { price: '110', atr: 2 }, 'stop 106.7'],
    ['trailing stop', 'three quarters in a dead one', { price: '110', atr: 0.1 }, 'stop 108.35'],
    ['trailing stop', 'farther with momentum: 2.2 × 1.25', { price: '110', atr: 0.55, momentum: 0.1 }, 'stop 107.25'],
    ['trailing stop', 'nearer against it: 2.2 × 0.75', { price: '110', atr: 0.55, momentum: -0.1 }, 'stop 108.35'],
    ['trailing stop', 'never at the price itself', { price: '103', exits: { trailingDistance: 0 } }, undefined],
    ['trailing stop', 'switched off', { price: '103', exits: { trailing: false } }, undefined],

    ['break-even', 'at 1 R', { price: '102' }, 'stop 100'],
    ['break-even', 'a tick short of it', { price: '101.99' }, undefined],
    ['break-even', 'by a single tick', { price: '102', position: { stop: fixed('99.99') } }, 'stop 100'],
    ['break-even', 'a short', { price: '98' }, 'stop 100', short],
    ['break-even', 'off at 0', { price: '103', exits: { breakEvenAt: 0 } }, undefined],
    [
      'break-even',
      'after a part was taken',
      { price: '101', position: half, exits: { partial: 0.5, breakEvenAt: 2 } },
      'stop 100',
    ],
    ['break-even', 'not when the part was lost', { price: '99', position: half, exits: { partial: 0.5 } }, undefined],
    ['break-even', 'already there', { price: '103', position: { stop: fixed('100') } }, undefined],

    ['partial', 'at 1 R', { price: '102', exits: { partial: 0.5 } }, 'exit 0.5 partial'],
    ['partial', 'before it', { price: '101.99', exits: { partial: 0.5 } }, undefined],
    ['partial', 'not set', { price: '102' }, undefined],
    ['partial', 'done already', { price: '103', position: half, exits: { partial: 0.5 } }, undefined],
    [
      'partial',
      'rests as a target',
      {
        price: '103',
        position: {
          targets: [
            { price: fixed('102'), share: 0.5 },
            { price: fixed('104'), share: 0.5 },
          ],
        },
        exits: { partial: 0.5 },
      },
      undefined,
    ],
    ['partial', 'a part too small for the exchange', { price: '102', exits: { partial: 0.004 } }, undefined],
    ['partial', 'a rest too small goes with it', { price: '102', exits: { partial: 0.996 } }, 'exit 1 partial'],

    ['time stop', 'at the limit', { now: 5 * HOUR, exits: { maxHold: 5 * HOUR } }, undefined],
    ['time stop', 'past it', { now: 5 * HOUR + 1, exits: { maxHold: 5 * HOUR } }, 'exit 1 time'],
    ['time stop', 'never', { now: 1e12 }, undefined],

    ['confidence decay', 'a quarter of 0.8 left', { signal: { score: 0.1, confidence: 0.2 } }, undefined],
    ['confidence decay', 'less', { signal: { score: 0.1, confidence: 0.199 } }, 'exit 1 confidence'],
    ['confidence decay', 'a strong signal against it', { signal: { score: -0.3, confidence: 0.9 } }, 'exit 1 confidence'],
    ['confidence decay', 'a weak one', { signal: { score: -0.29, confidence: 0.9 } }, undefined],
    ['confidence decay', 'the same for a short is in favour', { signal: { score: -0.9, confidence: 0.9 } }, undefined, short],
    ['confidence decay', 'a failing strategy closes nothing', {}, undefined],
    ['confidence decay', 'opened by hand', { position: { strategy: 'manual' }, signal: { score: -1, confidence: 1 } }, undefined],

    // Loss of 1 R is 0.5, ATR of 1 R 0.25, confidence gone 0.25.
    ['risk grade', 'medium holds', { price: '98.5', atr: 0.8, signal: { score: 0.5, confidence: 0.8 } }, undefined],
    ['risk grade', 'high halves', { price: '98.5', atr: 2 }, 'exit 0.5 risk'],
    ['risk grade', 'once', { price: '98.5', atr: 2, position: half }, undefined],
    ['risk grade', 'critical closes', { price: '98.5', atr: 2, signal: { score: 0, confidence: 0.2 } }, 'exit 1 risk'],
    ['risk grade', 'a short', { price: '101.5', atr: 2, signal: { score: 0, confidence: 0.2 } }, 'exit 1 risk', short],

    ['dynamic target', 'nothing new', {}, undefined],
    // 4 × (1 + 0.4 + 0.3 + 0.2), rounded toward the entry.
    [
      'dynamic target',
      'everything carries',
      { price: '101', atr: 1, momentum: 0.1, adx: 50, before: { price: 99, bars: 5 } },
      '1@107.6',
    ],
    ['dynamic target', 'momentum turns: 4 × 0.6', { price: '101', atr: 1, momentum: -0.1 }, '1@102.4'],
    ['dynamic target', 'trend against it: no nearer than half', { price: '101', atr: 1, momentum: -0.1, adx: 50 }, '1@102'],
    ['dynamic target', 'never behind the price', { price: '102', atr: 1, momentum: -0.1, adx: 50 }, undefined],
    ['dynamic target', 'before a resistance', { price: '101', atr: 1, resistance: 103.2 }, '1@103.1'],
    ['dynamic target', 'a level too near the entry is no target', { price: '101', atr: 1, resistance: 101.5 }, undefined],
    ['dynamic target', 'a stretched RSI: 4 × 0.75', { price: '101', rsi: 80 }, '1@103'],
    ['dynamic target', 'mirrors for a short', { price: '99', atr: 1, momentum: -0.1, adx: 50 }, '1@93.2', short],
    [
      'dynamic target',
      'leaves what a person has set',
      { price: '101', atr: 1, momentum: -0.1, position: { targetsBy: 'Ana' } },
      undefined,
    ],
    ['dynamic target', 'switched off', { price: '101', atr: 1, momentum: -0.1, exits: { dynamicTarget: false } }, undefined],

    ['spread closed', 'the first leg, long: entered below', { z: -0.51, position: pairLeg }, undefined],
    ['spread closed', 'returned', { z: -0.5, position: pairLeg }, 'exit 1 spread closed'],
    ['spread closed', 'crossed to the other side', { z: 2, position: pairLeg }, 'exit 1 spread closed'],
    ['spread closed', 'run away', { z: -4, position: pairLeg }, 'exit 1 pair broken'],
    ['spread closed', 'the second leg, short, agrees', { z: -4, position: { ...pairLeg, leg: 1 } }, 'exit 1 pair broken', short],
    ['spread closed', 'the second leg, long: the first is short', { z: 3.9, position: { ...pairLeg, leg: 1 } }, undefined],
    ['spread closed', 'no pair', { z: 0 }, undefined],
  ])('%s: %s', (name, _says, changes, expected, from) => {
    expect(advice(name, changes, from)).toBe(expected);
  });

  it('grades by the thresholds that are set', () => {
    const context = contextOf({ price: '98.5', atr: 2, signal: { score: 0.5, confidence: 0.4 } });
    const graded = (risk: object) =>
      gradeOf({
        ...context,
        settings: settingsSchema.parse({ ...context.settings, risk: { ...context.settings.risk, ...risk } }),
      }).grade;
    expect([graded({ criticalFrom: 0.7 }), graded({ highFrom: 0.78 }), graded({ mediumFrom: 0.76, highFrom: 0.78 })]).toEqual([
      'critical',
      'medium',
      'low',
    ]);
  });

  it('names the grade with its parts', () => {
    const graded = gradeOf(contextOf({ price: '98.5', atr: 2, signal: { score: 0.5, confidence: 0.4 } }));
    expect(graded).toMatchObject({ grade: 'high', value: 0.75 });
    expect(graded.says()).toBe(
      "risk 0.75: 75 % of the way to the first stop lost, ATR 1.00 of the stop's distance, 50 % of the confidence lost",
    );
    expect(gradeOf(contextOf({})).grade).toBe('low');
    expect(gradeOf(contextOf({ price: '98.8' })).grade).toBe('medium');
  });
});

describe('advice together', () => {
  it('takes the stop nearest to the price', () => {
    expect(adviseExits(contextOf({ price: '102' })).map(text)).toEqual(['stop 100']);
    expect(adviseExits(contextOf({ price: '103' })).map(text)).toEqual(['stop 100.94']);
  });

  it('needs nothing else once it closes', () => {
    expect(adviseExits(contextOf({ price: '103', now: 2, exits: { maxHold: 1 } })).map(text)).toEqual(['exit 1 time']);
  });

  it('leaves a pair to its spread', () => {
    expect(adviseExits(contextOf({ price: '103', z: -2, position: pairLeg, signal: { score: -1, confidence: 0 } }))).toEqual([]);
  });

  const isLawful = (one: ExitAdvice, { position, price, instrument: { tick } }: ExitContext): boolean => {
    const sign = position.direction === 'long' ? 1n : -1n;
    if (one.kind === 'exit') return one.share > 0 && one.share <= 1;
    if (one.kind === 'stop')
      return sign * (one.to - position.stop) > 0n && sign * (price - one.to) >= tick && one.to % tick === 0n;
    const to = one.targets.at(-1)?.price ?? 0n;
    return sign * (to - price) >= tick && to % tick === 0n && abs(to - fixed('100')) <= fixed('8');
  };
  const number = (min: number, max: number) => fc.option(fc.double({ min, max }), { nil: undefined });
  const contexts = fc.record({
    direction: fc.constantFrom('long' as const, 'short' as const),
    price: fc.integer({ min: 9000, max: 11_000 }),
    stop: fc.integer({ min: 9000, max: 11_000 }),
    target: fc.integer({ min: 9000, max: 11_000 }),
    atr: number(-1, 20),
    momentum: number(-1, 1),
    adx: number(0, 100),
    rsi: number(0, 100),
    support: number(80, 120),
    resistance: number(80, 120),
    confidence: number(0, 1),
    score: number(-1, 1),
    partial: fc.constantFrom(0, 0.5),
  });

  it('never moves a stop away, past the price or off the tick; never sets a target behind the price or past twice its distance', () => {
    let stops = 0;
    let targets = 0;
    fc.assert(
      fc.property(contexts, ({ direction, price, stop, target, confidence, score, partial, ...measures }) => {
        const from = direction === 'long' ? long : short;
        const context = contextOf(
          {
            price: (price / 100).toFixed(2),
            exits: { partial },
            position: { stop: fromNumber(stop / 100), targets: [{ price: fromNumber(target / 100), share: 1 }] },
            ...measures,
            ...(confidence === undefined || score === undefined ? {} : { signal: { score, confidence } }),
          },
          from,
        );
        const given = adviseExits(context);
        expect(adviseExits(context)).toEqual(given);
        for (const one of given) {
          if (one.kind === 'stop') stops += 1;
          if (one.kind === 'target') targets += 1;
          expect(isLawful(one, context)).toBe(true);
        }
      }),
      { numRuns: 2000, seed: 11 },
    );
    expect(Math.min(stops, targets)).toBeGreaterThan(100);
  });

  it('walks a rising market up with its stop, which is then only ever higher', () => {
    let { stop } = long;
    for (let cents = 10_000; cents <= 11_000; cents += 7) {
      const moved = adviseExits(contextOf({ price: (cents / 100).toFixed(2), position: { stop } })).find(
        (one) => one.kind === 'stop',
      );
      if (moved !== undefined) stop = moved.to;
    }
    // The last move leaves less than the least move behind 109.94 × 0.98.
    expect(toNumber(stop)).toBeGreaterThan(107);
    expect(toNumber(stop)).toBeLessThanOrEqual(107.8);
  });
});
