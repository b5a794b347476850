import { expect, it } from 'vitest';
import { findPairs, type PairLimits } from '../../../src/core/cointegration/findPairs.ts';

const LIMITS: PairLimits = { minCorrelation: 0.5, maxP: 0.05, minHalfLife: 1, maxHalfLife: 100, maxLags: 5 };
const ROWS = 500;

/** Seeded numbers around 0. */
function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

const walk = (seed: number): Float64Array => {
  const next = noise(seed);
  let level = 4;
  return Float64Array.from({ length: ROWS }, () => (level += 0.02 * next()));
};

/** A spread that loses a tenth of itself each bar. */
const returning = (seed: number): Float64Array => {
  const next = noise(seed);
  let spread = 0;
  return Float64Array.from({ length: ROWS }, () => (spread = 0.9 * spread + 0.004 * next()));
};

const leader = walk(1);
const spread = returning(2);
const follower = leader.map((value, i) => 0.5 + 0.8 * value + (spread[i] ?? 0));

it('finds the two that belong together, with their hedge ratio and half-life', () => {
  const { found, tried, fell } = findPairs(
    new Map([
      ['A', follower],
      ['B', leader],
      ['C', walk(3)],
      ['D', walk(4)],
    ]),
    LIMITS,
  );
  expect(found.map(({ symbol, partner }) => [symbol, partner].sort().join())).toEqual(['A,B']);
  expect(tried).toBe(6);
  expect(fell).toEqual({ market: 0, correlation: 5, hedge: 0, p: 0, 'half-life': 0 });
  const [pair] = found;
  expect(pair?.hedge).toBeCloseTo(pair?.symbol === 'A' ? 0.8 : 1.25, 1);
  expect(pair?.halfLife).toBeGreaterThan(4);
  expect(pair?.halfLife).toBeLessThan(10);
});

it('says why the others fell, and counts every pair once', () => {
  const walks = new Map(Array.from({ length: 12 }, (_, i) => [`S${i}`, walk(10 + i)] as const));
  const { found, tried, fell } = findPairs(walks, { ...LIMITS, minCorrelation: -1 });
  expect(tried).toBe(66);
  expect(found.length + Object.values(fell).reduce((sum, count) => sum + count, 0)).toBe(66);
  // Walks that have nothing to do with each other pass by chance alone, about one in twenty each way.
  expect(found.length).toBeLessThan(15);
});

it('refuses a spread that returns too slowly or too fast, and an opposite one', () => {
  const both = new Map([
    ['A', follower],
    ['B', leader],
  ]);
  expect(findPairs(both, { ...LIMITS, maxHalfLife: 2 }).fell['half-life']).toBe(1);
  expect(findPairs(both, { ...LIMITS, minHalfLife: 50 }).fell['half-life']).toBe(1);
  const opposite = new Map([
    ['A', follower.map((value) => -value)],
    ['B', leader],
  ]);
  expect(findPairs(opposite, { ...LIMITS, minCorrelation: -1 }).fell.hedge).toBe(1);
});

it('a symbol that never moves, or the same one twice, is no pair', () => {
  const still = new Float64Array(ROWS).fill(4);
  expect(
    findPairs(
      new Map([
        ['A', still],
        ['B', leader],
      ]),
      LIMITS,
    ).found,
  ).toEqual([]);
  expect(
    findPairs(
      new Map([
        ['A', leader],
        ['B', leader],
      ]),
      LIMITS,
    ).found,
  ).toEqual([]);
});

it('a symbol and its own perpetual are one asset, and two markets are no pair', () => {
  const { found, tried, fell } = findPairs(
    new Map([
      ['A/USDT', follower],
      ['B/USDT', leader],
      ['A/USDT:USDT', follower],
      ['B/USDT:USDT', leader],
      ['B/EUR', leader],
    ]),
    LIMITS,
  );
  expect(found.map(({ symbol, partner }) => [symbol, partner].sort())).toEqual([
    ['A/USDT', 'B/USDT'],
    ['A/USDT:USDT', 'B/USDT:USDT'],
  ]);
  expect([tried, fell.market]).toEqual([10, 8]);
});

it('ranks the surest first, and equally sure ones by name', () => {
  const slower = leader.map((value, i) => 0.5 + 0.8 * value + 3 * (spread[i] ?? 0));
  const { found } = findPairs(
    new Map([
      ['Z', slower],
      ['A', follower],
      ['B', leader],
    ]),
    { ...LIMITS, minCorrelation: 0.1, maxP: 1 },
  );
  expect(found.length).toBe(3);
  expect(found.map(({ p }) => p)).toEqual(found.map(({ p }) => p).sort((a, b) => a - b));
});

it('tells of its progress', () => {
  const heard: string[] = [];
  findPairs(
    new Map([
      ['A', follower],
      ['B', leader],
      ['C', walk(3)],
    ]),
    LIMITS,
    (done, of) => heard.push(`${done}/${of}`),
  );
  expect(heard).toEqual(['2/3', '3/3', '3/3']);
});
