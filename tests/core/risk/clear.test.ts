import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/core/facts/plan.ts';
import { type Fixed, fixed, mul } from '../../../src/core/money.ts';
import { clear } from '../../../src/core/risk/clear.ts';
import type { Exposure, RiskRule, RiskView } from '../../../src/core/risk/rule.ts';
import { RULES } from '../../../src/core/risk/rules/list.ts';
import { exposure, leg, planOf, viewOf } from './fixtures.ts';

const clearedOf = (plan: Plan, view: RiskView): Plan => {
  const result = clear(plan, view);
  if ('refused' in result) throw new Error(result.refused);
  return result.cleared.plan;
};

describe('clearing', () => {
  it('leaves a plan that passes as it is, with one line a rule', () => {
    const plan = planOf([leg()]);
    const result = clear(plan, viewOf());
    expect('cleared' in result && result.cleared.plan).toEqual(plan);
    expect(result.results().map(({ rule }) => rule)).toEqual(RULES.map(({ name }) => name));
    expect(new Set(result.results().map(({ verdict }) => verdict))).toEqual(new Set(['pass']));
  });

  it('takes the tightest limit and names it alone', () => {
    const result = clear(planOf([leg({ quantity: '20' })]), viewOf({ risk: { maxNotional: 700 } }));
    expect('cleared' in result && result.cleared.plan.legs[0]?.quantity).toBe('7');
    expect(result.results().filter(({ verdict }) => verdict === 'shrink')).toEqual([
      { rule: 'max notional', verdict: 'shrink', why: '2,000.00 of 700.00 max notional' },
    ]);
  });

  it('refuses by the first rule that does, and can still tell what every rule says of the plan', () => {
    const result = clear(
      planOf([leg({ quantity: '20' })]),
      viewOf({ risk: { maxNotional: 700 }, blocks: ['drawdown halt: until lifted'] }),
    );
    expect(result).toMatchObject({ refused: 'entries are off: drawdown halt: until lifted' });
    expect(result.results().map(({ rule }) => rule)).toEqual(RULES.map(({ name }) => name));
    expect(
      result
        .results()
        .filter(({ verdict }) => verdict !== 'pass')
        .map(({ rule }) => rule),
    ).toEqual(['halts', 'position size', 'max notional']);
  });

  it('rounds down to the step', () => {
    expect(clearedOf(planOf([leg({ quantity: '20' })]), viewOf({ risk: { maxNotional: 333.39 } })).legs[0]?.quantity).toBe(
      '3.333',
    );
  });

  it('shrinks both legs of a pair alike', () => {
    const pair = planOf(
      [
        leg({ symbol: 'ETH/USDT:USDT', quantity: '20' }),
        leg({ symbol: 'BTC/USDT:USDT', side: 'sell', stop: '102', quantity: '16', targets: [] }),
      ],
      { kind: 'pair' },
    );
    expect(clearedOf(pair, viewOf()).legs.map(({ quantity }) => quantity)).toEqual(['10', '8']);
  });

  it('refuses all legs when one is refused', () => {
    const pair = planOf([leg({ symbol: 'ETH/USDT:USDT' }), leg({ symbol: 'SOL/USDT', side: 'sell', stop: '102', targets: [] })], {
      kind: 'pair',
    });
    expect(clear(pair, viewOf())).toMatchObject({ refused: 'spot: only buys open' });
  });

  it('says which limit left less than the exchange takes', () => {
    const result = clear(planOf([leg({ quantity: '20' })]), viewOf({ risk: { maxNotional: 4 } }));
    expect(result).toMatchObject({
      refused: "cut by 2,000.00 of 4.00 max notional, then 4.00 USDT is below the exchange's minimum of 5.00",
    });
  });

  it('refuses what cannot be checked', () => {
    expect(clear(planOf([leg({ price: 'cheap' })]), viewOf())).toMatchObject({
      refused: expect.stringContaining('could not be checked'),
    });
    expect(clear({ ...planOf([]), legs: [] }, viewOf())).toMatchObject({ refused: 'the plan has no leg' });
  });

  const symbols = ['BTC/USDT', 'ETH/USDT:USDT', 'SOL/USDT:USDT', 'ADA/USDT', 'LINK/USDT', 'ZZZ/USDT:USDT'] as const;
  const cents = (min: number, max: number) => fc.integer({ min, max }).map((n) => (n / 100).toFixed(2));
  const anExposure = fc.record({
    symbol: fc.constantFrom(...symbols),
    direction: fc.constantFrom('long' as const, 'short' as const),
    kind: fc.constantFrom('position' as const, 'reserved' as const, 'unknown' as const),
    notional: cents(1, 40_000).map(fixed),
    risk: cents(0, 2_000).map(fixed),
  });
  const aLeg = fc.record({
    symbol: fc.constantFrom(...symbols),
    sells: fc.boolean(),
    steps: fc.integer({ min: 1, max: 200_000 }),
    away: fc.integer({ min: 1, max: 2000 }),
    leverage: fc.integer({ min: 1, max: 11 }),
  });
  const anAccount = fc.record({
    equity: cents(10_000, 2_000_000),
    spare: fc.integer({ min: 0, max: 100 }),
    exposures: fc.array(anExposure, { maxLength: 3 }),
    maxNotional: fc.option(fc.integer({ min: 1, max: 2000 }), { nil: undefined }),
    correlation: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.double({ min: -1, max: 1, noNaN: true }) },
    ),
    positions: fc.integer({ min: 2, max: 6 }),
  });

  const sum = (items: readonly Exposure[]): Fixed => items.reduce((all, { notional }) => all + notional, 0n);

  it('clears only what passes every rule, within every limit, never larger than planned', () => {
    let cleared = 0;
    let shrunk = 0;
    fc.assert(
      fc.property(fc.array(aLeg, { minLength: 1, maxLength: 2 }), anAccount, (legs, account) => {
        const plan = planOf(
          legs.map(({ symbol, sells, steps, away, leverage }) => {
            const side = sells && symbol.includes(':') ? 'sell' : 'buy';
            return leg({
              symbol,
              side,
              quantity: (steps / 1000).toFixed(3),
              stop: (100 + ((side === 'buy' ? -1 : 1) * away) / 100).toFixed(2),
              targets: [],
              leverage: symbol.includes(':') ? leverage : 1,
            });
          }),
        );
        const view = viewOf({
          equity: account.equity,
          free: ((Number(account.equity) * account.spare) / 100).toFixed(2),
          peak: (Number(account.equity) * 1.05).toFixed(2),
          exposures: account.exposures,
          correlation: () => account.correlation,
          risk: {
            maxOpenPositions: account.positions,
            ...(account.maxNotional === undefined ? {} : { maxNotional: account.maxNotional }),
          },
        });
        const result = clear(plan, view);
        if ('refused' in result) return;
        cleared += 1;
        const final = result.cleared.plan;
        if (final.legs[0]?.quantity !== plan.legs[0]?.quantity) shrunk += 1;
        for (const rule of RULES) expect(rule.check(final, view)).toMatchObject({ kind: 'pass' });
        const after: Exposure[] = [
          ...account.exposures,
          ...final.legs.map((one) =>
            exposure({ symbol: one.symbol, kind: 'reserved', notional: mul(fixed(one.quantity), fixed(one.price), 'up') }),
          ),
        ];
        expect(sum(after) <= view.equity).toBe(true);
        for (const one of final.legs) {
          expect(sum(after.filter(({ symbol }) => symbol === one.symbol)) * 10n <= view.equity).toBe(true);
        }
        expect(new Set(after.map(({ symbol }) => symbol)).size).toBeLessThanOrEqual(
          Math.max(account.positions, new Set(account.exposures.map(({ symbol }) => symbol)).size),
        );
        final.legs.forEach((one, i) => expect(fixed(one.quantity) <= fixed(plan.legs[i]?.quantity ?? '0')).toBe(true));
      }),
      { numRuns: 2000, seed: 7 },
    );
    // The generator must reach both ways through, or the law says nothing.
    expect(cleared).toBeGreaterThan(100);
    expect(shrunk).toBeGreaterThan(50);
  });
});

describe("a user's own rules", () => {
  const own = (check: RiskRule['check']): readonly RiskRule[] => [{ name: 'own', about: 'Of a test', check }];
  const why = (): string => 'of a test';
  const large = planOf([leg({ quantity: '20' })]);

  it("are asked of what the desk's rules have left, never of more", () => {
    const seen: string[] = [];
    const rules = own((plan) => {
      seen.push(...plan.legs.map(({ quantity }) => quantity));
      return { kind: 'pass', why };
    });
    const without = clear(large, viewOf());
    if ('refused' in without) throw new Error(without.refused);
    const left = without.cleared.plan.legs.map(({ quantity }) => quantity);
    expect(left).not.toEqual(['20']);
    expect(clear(large, viewOf({ own: rules }))).toMatchObject({ cleared: { plan: without.cleared.plan } });
    expect(seen).toEqual(left);
  });

  it('are all asked: a plan with fewer results than rules is refused', () => {
    const rules = own(() => ({ kind: 'pass', why }));
    Object.defineProperty(rules, Symbol.iterator, { value: () => [].values() });
    expect(clear(planOf([leg()]), viewOf({ own: rules }))).toMatchObject({
      refused: `only ${RULES.length} of ${RULES.length + 1} rules were asked`,
    });
  });

  it("are followed by the desk's once more: what they leave may be too small", () => {
    const rules = own((plan) =>
      plan.legs.some(({ quantity }) => Number(quantity) > 1) ? { kind: 'shrink', share: 0.001, why } : { kind: 'pass', why },
    );
    expect(clear(large, viewOf({ own: rules }))).toMatchObject({ refused: expect.stringMatching(/^cut by .*of a test, then /) });
  });

  it.each([1, 1.5, 0, -1, Number.NaN])('refuse by a share of %s, which is told as a fault', (share) => {
    const rules = own(() => ({ kind: 'shrink', share, why }));
    expect(clear(large, viewOf({ own: rules }))).toMatchObject({
      refused: expect.stringContaining('own could not be checked'),
      fault: { rule: 'own', says: expect.stringContaining(`it allows ${share} of the size`) },
    });
  });
});
