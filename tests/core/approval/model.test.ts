import { expect, it } from 'vitest';
import { judged } from './approvalModel.ts';

it('at most one effect, the bound order, in time, by enough distinct people and never the proposer (invariants 18, 19)', () => {
  const { steps, entered } = judged(2_500);
  // The judge has had something to judge.
  expect(steps).toBeGreaterThan(25_000);
  expect(entered).toBeGreaterThan(625);
});
