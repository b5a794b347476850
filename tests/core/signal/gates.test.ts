import { describe, expect, test } from 'vitest';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import type { GateInput } from '../../../src/core/signal/gate.ts';
import { blockedBy, gates, marketBlocks } from '../../../src/core/signal/gates.ts';
import { HOUR } from '../../../src/core/time.ts';

const passing: GateInput = {
  score: 0.62,
  confidence: 0.71,
  alignment: 0.5,
  warm: true,
  needs: () => [{ name: 'momentum', needs: 200, has: 500 }],
  dataAge: 0,
  maxDataAge: 60_000,
  spread: 0.0002,
  agreeing: () => 3,
  volume: () => 2e6,
  market: () => ({ regime: 'trend', direction: 1, volatility: 0.5, health: 0.7 }),
  kind: 'spot',
  at: 10 * HOUR,
  cooling: () => undefined,
  allowed: { allowed: true, says: 'allowed' },
  settings: settingsSchema.parse({}),
};

test('every gate passes in its order', () => {
  const all = gates(passing);
  expect(all.map((gate) => gate.name)).toEqual([
    'allowed',
    'warm-up',
    'fresh data',
    'spread',
    'score',
    'confidence',
    'alignment',
    'direction',
    'cool-down',
  ]);
  expect(blockedBy(passing)).toBeUndefined();
});

describe('each gate stops alone', () => {
  test.each<[string, Partial<GateInput>, number | null, number]>([
    ['allowed', { allowed: { allowed: false, says: 'denied by ana' } }, 0, 1],
    ['warm-up', { warm: false, needs: () => [{ name: 'momentum', needs: 200, has: 120 }] }, 120, 200],
    ['fresh data', { dataAge: 60_001 }, 60_001, 60_000],
    ['spread', { spread: 0.003 }, 0.003, 0.002],
    ['spread', { spread: undefined }, null, 0.002],
    ['score', { score: 0.3 }, 0.3, 0.3],
    ['score', { score: Number.NaN }, null, 0.3],
    ['confidence', { confidence: 0.5 }, 0.5, 0.5],
    ['alignment', { alignment: -0.1 }, -0.1, 0],
    ['direction', { score: -0.62 }, -0.62, 0],
    ['cool-down', { cooling: () => ({ why: 'stopped', since: 7 * HOUR }) }, 3 * HOUR, 4 * HOUR],
  ])('%s', (name, change, value, threshold) => {
    const all = gates({ ...passing, ...change });
    expect(blockedBy({ ...passing, ...change })).toBe(name);
    expect(all.find(({ pass }) => !pass)?.name).toBe(name);
    expect(all.find((gate) => gate.name === name)).toMatchObject({ value, threshold, pass: false });
  });
});

test('a perpetual can be sold short', () => {
  expect(blockedBy({ ...passing, score: -0.62, kind: 'perpetual' })).toBeUndefined();
});

test('warm-up names every strategy that lacks candles, the neediest first in numbers', () => {
  const all = gates({
    ...passing,
    warm: false,
    needs: () => [
      { name: 'momentum', needs: 200, has: 120 },
      { name: 'mean reversion', needs: 28, has: 120 },
      { name: 'divergence', needs: 150, has: 120 },
    ],
  });
  expect(all.find((gate) => gate.name === 'warm-up')).toMatchObject({
    value: 120,
    threshold: 200,
    says: 'momentum needs 200, has 120; divergence needs 150, has 120',
  });
});

describe('gates that somebody chose', () => {
  const choosing = (signal: object): GateInput => ({ ...passing, settings: settingsSchema.parse({ signal }) });
  const quiet = { regime: 'quiet', direction: 0, volatility: 0.05, health: 0.3 } as const;
  const gateOf = (input: GateInput, name: string) => gates(input).find((gate) => gate.name === name);

  test.each<[string, object, Partial<GateInput>, number | null, number, string]>([
    ['agreement', { minAgreeing: 3 }, { agreeing: () => 2 }, 2, 3, '2 of the strategies on its side, at least 3'],
    ['volume', { minVolume: 2e6 }, { volume: () => 1_999_999 }, 1_999_999, 2e6, '1,999,999 traded in 24 h, at least 2,000,000'],
    ['volume', { minVolume: 1 }, { volume: () => Number.NaN }, null, 1, 'nothing is known, at least 1'],
    [
      'regime',
      { regimes: ['trend', 'range'] },
      { market: () => quiet },
      0,
      1,
      'the market is in the state quiet, allowed: trend, range',
    ],
    [
      'regime',
      { regimes: ['trend'] },
      { market: () => undefined },
      0,
      1,
      'the state of the market cannot be told yet, allowed: trend',
    ],
    ['health', { minHealth: 0.7 }, { market: () => quiet }, 0.3, 0.7, '0.30, at least 0.70'],
    [
      'health',
      { minHealth: 0.7 },
      { market: () => undefined },
      null,
      0.7,
      'the state of the market cannot be told yet, at least 0.70',
    ],
  ])('%s stops what it should, alone, with its words', (name, signal, change, value, threshold, says) => {
    const chosen = choosing(signal);
    expect(blockedBy(chosen)).toBeUndefined();
    expect(gateOf(chosen, name)).toMatchObject({ pass: true });
    expect(blockedBy({ ...chosen, ...change })).toBe(name);
    expect(gateOf({ ...chosen, ...change }, name)).toEqual({ name, value, threshold, pass: false, says });
    // Without the setting there is no such gate, whatever the market.
    expect(blockedBy({ ...passing, ...change })).toBeUndefined();
    expect(gateOf({ ...passing, ...change }, name)).toBeUndefined();
  });

  test('a pair is held to those of the market and to no other', () => {
    const strict = choosing({ minAgreeing: 9, regimes: ['quiet'], score: 0.9 });
    expect(marketBlocks(strict)).toBe('regime');
    expect(marketBlocks({ ...strict, market: () => quiet })).toBeUndefined();
  });
});

test('a cool-down ends with its length, is not known before it began, and 0 takes the gate away', () => {
  const after = (since: number): GateInput => ({ ...passing, cooling: () => ({ why: 'rejected', since }) });
  expect(blockedBy(after(6 * HOUR + 1))).toBe('cool-down');
  expect(blockedBy(after(6 * HOUR))).toBeUndefined();
  expect(blockedBy(after(11 * HOUR))).toBeUndefined();
  expect(gates(after(7 * HOUR)).at(-1)?.says).toBe('the long was rejected 3 h ago, resting until 1970-01-01 11:00 UTC');
  const off = { ...after(7 * HOUR), settings: settingsSchema.parse({ signal: { coolDown: 0 } }) };
  expect(gates(off).map(({ name }) => name)).not.toContain('cool-down');
});
