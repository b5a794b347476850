import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { criticalOf, criticalOfOne, mackinnonP } from '../../../src/core/cointegration/mackinnon.ts';
import { normalBelow } from '../../../src/core/cointegration/normal.ts';
import { sharedData } from '../../data.ts';

const TRENDS = ['none', 'constant', 'trend'] as const;
const LETTERS = { none: 'nc', constant: 'c', trend: 'ct' } as const;
const VARIABLES = [1, 2, 3, 4, 5, 6] as const;
const MANY = 1e9;

const everyRow = TRENDS.flatMap((trend) => VARIABLES.map((variables) => [trend, variables] as const));

const tablesPath = sharedData('oracles/statsmodels/mackinnon_tables.json');

describe.runIf(tablesPath !== undefined)("MacKinnon's tables as statsmodels has them", () => {
  const value = z.union([z.number(), z.literal('Infinity').transform(() => Number.POSITIVE_INFINITY)]);
  const tables = z
    .record(z.string(), z.array(z.union([value, z.array(z.number())])))
    .parse(tablesPath === undefined ? {} : JSON.parse(readFileSync(tablesPath, 'utf8')));
  const bound = (name: string, variables: number): number => z.number().parse(tables[name]?.[variables - 1]);
  const terms = (name: string, variables: number): readonly number[] => z.array(z.number()).parse(tables[name]?.[variables - 1]);

  it.each(everyRow)('%s, %i variables', (trend, variables) => {
    const letters = LETTERS[trend];
    const least = bound(`tau_min_${letters}`, variables);
    const most = tables[`tau_max_${letters}`]?.[variables - 1];
    const turn = bound(`tau_star_${letters}`, variables);
    expect(mackinnonP(least - 1e-9, trend, variables)).toBe(0);
    if (most === Number.POSITIVE_INFINITY) expect(mackinnonP(1e3, trend, variables)).toBe(1);
    else expect(mackinnonP(bound(`tau_max_${letters}`, variables) + 1e-9, trend, variables)).toBe(1);
    const end = Math.min(z.number().or(z.literal(Number.POSITIVE_INFINITY)).parse(most), 3);
    // About the turn p lies between 0 and 1, and every term weighs: a wrong last digit shows in the ninth decimal.
    for (const statistic of [turn - 2, turn - 1, turn - 0.5, turn, turn + 1e-9, turn + 0.5, turn + 1, turn + 2, end]) {
      const row = terms(`tau_${letters}_${statistic <= turn ? 'small' : 'large'}p`, variables);
      const expected = normalBelow(row.reduce((sum, term, power) => sum + term * statistic ** power, 0));
      if (statistic <= end) expect(mackinnonP(statistic, trend, variables)).toBeCloseTo(expected, 9);
    }
  });
});

describe('the critical values of 2010', () => {
  it.each(everyRow)('%s, %i variables: they have the p-values of 1994 that they stand for', (trend, variables) => {
    if (trend === 'none' && variables > 1) return;
    const { at1, at5, at10 } = trend === 'none' ? criticalOfOne(trend, MANY) : criticalOf(trend, variables, MANY);
    // Both papers simulate the same distribution; they agree to a few in a thousand.
    expect(mackinnonP(at1, trend, variables)).toBeCloseTo(0.01, 3);
    expect(mackinnonP(at5, trend, variables)).toBeCloseTo(0.05, 2);
    expect(mackinnonP(at10, trend, variables)).toBeCloseTo(0.1, 2);
  });

  it('ask more of few observations, and of more variables', () => {
    for (const trend of ['constant', 'trend'] as const)
      for (const variables of VARIABLES) {
        const [few, many] = [criticalOf(trend, variables, 50), criticalOf(trend, variables, 5_000)];
        for (const share of ['at1', 'at5', 'at10'] as const) {
          expect(few[share]).toBeLessThan(many[share]);
          if (variables > 1) expect(many[share]).toBeLessThan(criticalOf(trend, 1, 5_000)[share]);
        }
        expect(many.at1).toBeLessThan(many.at5);
        expect(many.at5).toBeLessThan(many.at10);
      }
  });

  it('p stays between 0 and 1, however sure', () => {
    for (let statistic = -16; statistic < 2; statistic += 0.01) {
      const p = mackinnonP(statistic, 'constant', 2);
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
    }
  });

  it('one series alone has the values of one variable', () => {
    for (const trend of ['constant', 'trend'] as const) expect(criticalOfOne(trend, 200)).toEqual(criticalOf(trend, 1, 200));
  });
});
