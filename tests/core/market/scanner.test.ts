import { expect, test } from 'vitest';
import { type Opportunity, scan } from '../../../src/core/market/scanner.ts';

const found = (symbol: string, opportunity: number, blocked?: string): Opportunity => ({
  symbol,
  score: opportunity,
  confidence: 1,
  opportunity,
  ...(blocked === undefined ? {} : { blocked }),
});

test('the best are kept, ties by symbol, whatever order they came in', () => {
  const values: Readonly<Record<string, number>> = { D: 0.2, B: 0.5, A: 0.2, C: 0.9, E: Number.NaN };
  const assess = (symbol: string): Opportunity => found(symbol, values[symbol] ?? 0);
  const names = (symbols: readonly string[]): readonly string[] => scan(symbols, assess, 4).best.map((one) => one.symbol);
  expect(names(['A', 'B', 'C', 'D', 'E'])).toEqual(['C', 'B', 'A', 'D']);
  expect(names(['E', 'D', 'C', 'B', 'A'])).toEqual(['C', 'B', 'A', 'D']);
});

test('a symbol that fails is told and stops nothing else', () => {
  const result = scan(
    ['A', 'B', 'C', 'D'],
    (symbol) => {
      if (symbol === 'B') throw new RangeError('no candles');
      return symbol === 'C' ? undefined : found(symbol, 0.1, symbol === 'D' ? 'score' : undefined);
    },
    5,
  );
  expect(result.best.map((one) => one.symbol)).toEqual(['A', 'D']);
  expect(result.failed).toEqual([{ symbol: 'B', says: 'no candles' }]);
  expect(result.missing).toEqual(['C']);
  expect(result.blocked).toEqual({ score: 1 });
  expect(result.ranked).toBe(2);
});
