import { describe, expect, test } from 'vitest';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import { blockedBy, type GateInput, gates } from '../../../src/core/signal/gates.ts';

const passing: GateInput = {
  score: 0.62,
  confidence: 0.71,
  alignment: 0.5,
  warm: true,
  needs: () => [{ name: 'momentum', needs: 200, has: 500 }],
  dataAge: 0,
  maxDataAge: 60_000,
  spread: 0.0002,
  kind: 'spot',
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
