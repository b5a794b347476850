import { expect, test } from 'vitest';
import { fixed } from '../../../src/core/money.ts';
import { outgrownDue } from '../../../src/core/risk/outgrown.ts';
import type { Exposure, RiskView } from '../../../src/core/risk/rule.ts';
import { viewOf } from './fixtures.ts';

const held = (position: number, symbol: string, notional: string): Exposure => ({
  symbol,
  direction: 'short',
  kind: 'position',
  notional: fixed(notional),
  risk: fixed('0'),
  position,
});

/** What is due of a limit, where `bound` was told before. */
const due = (view: RiskView, limit: string, bound?: number) => {
  const told = new Map(bound === undefined ? [] : [[limit, { bound }] as const]);
  return outgrownDue(view, told, 0)
    .filter((event) => event.limit === limit)
    .map(({ over, positions, says }) => ({ over, positions, says }));
};

const risk = { maxPosition: 1, maxSectorExposure: 1 };
const both = (each: string): RiskView =>
  viewOf({ risk, exposures: [held(1, 'LINK/USDT:USDT', each), held(2, 'BTC/USDT:USDT', each)] });

test('all positions together are told where they are well over the equity times the leverage', () => {
  expect(due(both('5200'), 'gross exposure')).toEqual([]);
  expect(due(both('5300'), 'gross exposure')).toEqual([
    { over: true, positions: [1, 2], says: 'all positions 10,600.00 of 10,000.00 at the last price' },
  ]);
});

test('they are told again only of a lower bound, and released well below it', () => {
  expect(due(both('5300'), 'gross exposure', 1)).toEqual([]);
  expect(due(both('5300'), 'gross exposure', 2)).toMatchObject([{ over: true }]);
  expect(due(both('5100'), 'gross exposure', 2)).toEqual([]);
  expect(due(both('4700'), 'gross exposure', 1)).toMatchObject([{ over: false }]);
});
