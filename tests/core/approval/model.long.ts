import { expect, it } from 'vitest';
import { judged } from './approvalModel.ts';

it('at most one effect, the bound order, in time, by enough distinct people and never the proposer (invariants 18, 19)', () => {
  const { steps, entered } = judged(10_000);
  // The judge has had something to judge.
  expect(steps).toBeGreaterThan(100_000);
  expect(entered).toBeGreaterThan(2_500);
});
