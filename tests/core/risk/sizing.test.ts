import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import { decimal, fixed, mul } from '../../../src/core/money.ts';
import { correlationScale, riskShare, type SizingInput, size } from '../../../src/core/risk/sizing.ts';
import { tradeSample } from '../../../src/core/risk/tradeSample.ts';
import { GROSS } from '../../../src/core/state/exitEstimate.ts';
import { countTrade, type TrackRecord } from '../../../src/core/state/trackRecord.ts';
import { closedWith } from '../state/closed.ts';
import { instrument } from './fixtures.ts';

const { risk } = settingsSchema.parse({});
const base: SizingInput = {
  instrument: instrument('BTC/USDT'),
  equity: fixed('100000'),
  price: fixed('50000'),
  stop: fixed('49000'),
  score: 1,
  confidence: 1,
  risk,
  costs: GROSS,
};

const sized = (changes: Partial<SizingInput>) => {
  const result = size({ ...base, ...changes });
  return 'why' in result ? result.why : { quantity: decimal(result.quantity), says: result.says() };
};

describe('position size', () => {
  // Worked by hand: 2 % of 100,000 is 2,000; over a distance of 1,000 that is 2 BTC; the 10 % cap is 10,000 / 50,000 = 0.2 BTC.
  it.each([
    ['the cap binds before the risk', {}, { quantity: '0.2', limit: '10 % cap' }],
    [
      'the scale comes after the cap: 0.2 × 0.62 × 0.71 = 0.08804',
      { score: 0.62, confidence: 0.71 },
      { quantity: '0.088', limit: '10 % cap' },
    ],
    ['a short is sized by the size of its score', { score: -0.5, stop: fixed('51000') }, { quantity: '0.1', limit: '10 % cap' }],
    ['a wide stop lets the risk bind: 2,000 / 25,000', { stop: fixed('25000') }, { quantity: '0.08', limit: '2 % risk' }],
    [
      'the notional limit: 1,000 / 50,000',
      { risk: { ...risk, maxNotional: 1000 } },
      { quantity: '0.02', limit: '1,000.00 max notional' },
    ],
    ['what is held counts against the cap', { held: fixed('7500') }, { quantity: '0.05', limit: '10 % cap' }],
    ['full correlation takes 1 / √2', { correlation: 1 }, { quantity: '0.141', limit: '10 % cap' }],
    ['negative correlation never enlarges', { correlation: -1 }, { quantity: '0.2', limit: '10 % cap' }],
  ])('%s', (_says, changes, expected) => {
    const { quantity, limit } = expected;
    expect(sized(changes)).toEqual({ quantity, says: expect.stringMatching(new RegExp(`^${limit} \\d`)) });
  });

  it.each([
    ['below the least quantity', { score: 0.01, confidence: 0.4 }, "0 BTC is below the exchange's minimum of 0.001"],
    [
      'below the least notional',
      { instrument: instrument('BTC/USDT', { minNotional: fixed('20000') }) },
      "10,000.00 USDT is below the exchange's minimum of 20,000.00",
    ],
    ['no room under the cap', { held: fixed('10000') }, '10 % cap: no room left, 10,000.00 USDT held'],
    ['a stop at the price', { stop: fixed('50000') }, 'BTC: price and stop must differ'],
  ])('refuses with numbers: %s', (_says, changes, why) => {
    expect(sized(changes)).toBe(why);
  });

  it('tells the cap as before → after', () => {
    const result = size({ ...base, score: 0.5 });
    expect('says' in result && result.says()).toBe('10 % cap 2 → 0.2, × 0.50 = 0.1 BTC');
  });

  it('never exceeds risk, cap or a multiple of the step', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        number(0.01, 0.99),
        number(-1, 1),
        number(0, 1),
        number(-1, 1),
        fc.integer({ min: 1, max: 10_000_000 }),
        (near, score, confidence, correlation, equity) => {
          const price = fixed('123.45');
          const stop = BigInt(Math.round(near * 12_345)) * 10_000_000_000n;
          if (stop === price) return;
          const result = size({
            ...base,
            instrument: instrument('BTC/USDT'),
            equity: BigInt(equity) * 10n ** 12n,
            price,
            stop,
            score,
            confidence,
            correlation,
          });
          if ('why' in result) return;
          const capital = BigInt(equity) * 10n ** 12n;
          expect(result.quantity % fixed('0.001')).toBe(0n);
          expect(mul(result.quantity, price - stop, 'up') <= capital / 50n).toBe(true);
          expect(mul(result.quantity, price, 'up') <= capital / 10n).toBe(true);
        },
      ),
    );
  });
});

describe('Kelly', () => {
  const on = { ...risk, kelly: true };
  const sample = (trades: number, wins: number) => ({ trades, wins, averageWin: 1, averageLoss: 1 });
  // 50 % wins at even odds have no edge: Kelly 0, weight 30 / 60 of it against the setting's 2 %.
  it.each([
    ['off: the setting', riskShare(risk, sample(100, 40)), 0.02],
    ['no trades yet: the setting', riskShare(on, undefined), 0.02],
    ['no edge after 30 trades: half of it', riskShare(on, sample(30, 15)), 0.01],
    ['no edge after 270 trades: a tenth', riskShare(on, sample(270, 135)), 0.002],
    ['an edge never raises the risk above the setting', riskShare(on, sample(300, 250)), 0.02],
  ])('%s', (_says, share, expected) => {
    expect(share).toBeCloseTo(expected, 12);
  });

  it("takes a strategy's own closed trades in R", () => {
    const tallies = new Map<string, TrackRecord>();
    for (const [i, r] of [2, -1, 1, 0, 5].entries()) countTrade(tallies, i === 4 ? 'pairs' : 'momentum', closedWith({ r }));
    // What was drawn is neither a win nor a loss.
    expect(tradeSample(tallies.get('momentum'))).toEqual({ trades: 3, wins: 2, averageWin: 1.5, averageLoss: 1 });
    expect(riskShare(on, tradeSample(tallies.get('grid')))).toBe(0.02);
  });

  it('holds two correlated positions at the variance of two independent ones', () => {
    for (const c of [0, 0.3, 0.8, 1]) expect(correlationScale(c) ** 2 * (2 + 2 * c)).toBeCloseTo(2, 12);
  });
});
