import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import { decimal, fixed, fromNumber, toNumber } from '../../../src/core/money.ts';
import { leverageFor, type MarketStanding } from '../../../src/core/risk/leverage.ts';
import { type StopInput, stopAndTarget } from '../../../src/core/risk/stops.ts';
import { instrument } from './fixtures.ts';

const exitsWith = (changes: object) => settingsSchema.parse({ exits: changes }).exits;
const of = (changes: Partial<StopInput>) => {
  const { stop, target, says } = stopAndTarget({
    direction: 'long',
    price: fixed('100'),
    tick: fixed('0.01'),
    exits: exitsWith({}),
    ...changes,
  });
  return [decimal(stop), decimal(target), says];
};

describe('stop and target', () => {
  const atr = exitsWith({ stopMethod: 'atr' });
  const volatility = exitsWith({ stopMethod: 'volatility' });
  const structure = exitsWith({ stopMethod: 'structure' });
  it.each<[string, Partial<StopInput>, [string, string, string]]>([
    ['fixed long, 2 % and 4 %', {}, ['98', '104', 'fixed']],
    ['fixed short', { direction: 'short' }, ['102', '96', 'fixed']],
    // 42,180.5 × 0.98 = 41,336.89 and × 1.04 = 43,867.72, both to the tick nearer to the price.
    ['rounded toward the price', { price: fixed('42180.5'), tick: fixed('0.1') }, ['41336.9', '43867.7', 'fixed']],
    ['2 × ATR, target at 2 : 1', { exits: atr, atr: 1.5 }, ['97', '106', '2 × ATR']],
    ['half the band width', { exits: volatility, bandWidth: 5, direction: 'short' }, ['102.5', '95', 'half the Bollinger width']],
    [
      'a quarter of an ATR below support',
      { exits: structure, atr: 2, support: { low: 97, high: 98 } },
      ['96.5', '107', 'below support'],
    ],
    [
      'above resistance',
      { exits: structure, atr: 2, direction: 'short', resistance: { low: 101, high: 102 } },
      ['102.5', '95', 'above resistance'],
    ],
    ['without the measure, fixed', { exits: atr }, ['98', '104', 'fixed, no atr measure yet']],
    ['a dead market keeps a fifth of the fixed distance', { exits: atr, atr: 0.001 }, ['99.6', '100.8', '2 × ATR']],
    ['a wild one no more than five times', { exits: atr, atr: 40 }, ['90', '120', '2 × ATR']],
    ['at least one tick on each side', { tick: fixed('10') }, ['90', '110', 'fixed']],
  ])('%s', (_says, changes, expected) => {
    expect(of(changes)).toEqual(expected);
  });

  it('never lies on the wrong side, whatever the measures', () => {
    const number = fc.double({ min: -1e6, max: 1e6 });
    const method = fc.constantFrom('fixed', 'atr', 'volatility', 'structure');
    fc.assert(
      fc.property(
        fc.constantFrom('long' as const, 'short' as const),
        method,
        fc.double({ min: 0.1, max: 1e5, noNaN: true }),
        number,
        number,
        (direction, stopMethod, last, a, b) => {
          const price = fromNumber(Number(last.toFixed(2)));
          const tick = fixed('0.01');
          const zone = { low: Math.min(a, b), high: Math.max(a, b) };
          const { stop, target } = stopAndTarget({
            direction,
            price,
            tick,
            exits: exitsWith({ stopMethod }),
            atr: a,
            bandWidth: b,
            support: zone,
            resistance: zone,
          });
          expect(stop % tick).toBe(0n);
          expect(stop > 0n).toBe(true);
          expect(direction === 'long' ? price - stop >= tick : stop - price >= tick).toBe(true);
          expect(direction === 'long' ? target - price >= tick : price - target >= tick).toBe(true);
          expect(Math.abs(toNumber(stop - price))).toBeLessThanOrEqual(Math.max(0.011, toNumber(price) * 0.1) + 1e-9);
        },
      ),
    );
  });
});

describe('leverage', () => {
  const perpetual = instrument('BTC/USDT:USDT');
  const risk = settingsSchema.parse({ risk: { leverage: 5 } }).risk;
  const standing = { direction: 'long', regime: 'trend', trend: 1, momentum: 2 } as const;
  const calm = { volatility: 0.004, confidence: 1, stopShare: 0.02, standing };
  const standingSo = (other: Partial<MarketStanding>) =>
    leverageFor(perpetual, risk, { ...calm, standing: { ...standing, ...other } });
  it.each([
    ['1 by default', leverageFor(perpetual, settingsSchema.parse({}).risk, calm), 1],
    ['all of it, calm and confident', leverageFor(perpetual, risk, calm), 5],
    ['spot has none', leverageFor(instrument('BTC/USDT'), risk, calm), 1],
    ['half the confidence: 1 + 4 × 0.5', leverageFor(perpetual, risk, { ...calm, confidence: 0.5 }), 3],
    ['twice as wild: 1 + 4 × 0.5', leverageFor(perpetual, risk, { ...calm, volatility: 0.01 }), 3],
    ['unknown volatility', leverageFor(perpetual, risk, { ...calm, volatility: undefined }), 1],
    ["the exchange's cap", leverageFor(instrument('X/USDT:USDT', { maxLeverage: 2 }), risk, calm), 2],
    ["the desk's cap", leverageFor(perpetual, { ...risk, maxLeverage: 3 }, calm), 3],
    ['a wide stop keeps liquidation away: 0.5 / 0.2', leverageFor(perpetual, risk, { ...calm, stopShare: 0.2 }), 2],
    ['against the trend: 1 + 4 × 0.5', standingSo({ trend: -1 }), 3],
    ['short against the trend, with the momentum', standingSo({ direction: 'short', momentum: -2 }), 3],
    ['short with a falling trend', standingSo({ direction: 'short', trend: -1, momentum: -2 }), 5],
    ['a volatile regime: 1 + 4 × 0.5', standingSo({ regime: 'volatile' }), 3],
    ['momentum an ATR against it: 1 + 4 × 0.5', standingSo({ momentum: -1 }), 3],
    ['momentum half an ATR against it: 1 + 4 × 0.75', standingSo({ momentum: -0.5 }), 4],
    ['all three against it: 1 + 4 × 0.125', standingSo({ trend: -1, momentum: -3, regime: 'volatile' }), 1],
    ['an unknown market', standingSo({ trend: undefined, momentum: undefined, regime: undefined }), 5],
  ])('%s', (_says, leverage, expected) => {
    expect(leverage).toBe(expected);
  });
});
