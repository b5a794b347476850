import { expect, test } from 'vitest';
import { alignment } from '../../../src/core/signal/alignment.ts';
import { opportunity } from '../../../src/core/signal/opportunity.ts';

const absent = Number.NaN;

test.each([
  { decision: 0.4, frames: [0.4, 0.2, 0.6, 0.1], value: 1 },
  { decision: 0.4, frames: [0.4, -0.2, -0.6, -0.1], value: -0.5 },
  { decision: -0.4, frames: [-0.4, -0.2, 0.6, absent], value: 1 / 3 },
  { decision: 0.4, frames: [0.4, 0, 0.01, absent], value: 1 / 3 },
  { decision: 0.4, frames: [0.4], value: 1 },
  { decision: 0, frames: [0, 1, 1], value: 0 },
  { decision: 0.4, frames: [], value: 0 },
  { decision: absent, frames: [1], value: 0 },
])('a decision of $decision among $frames aligns $value', ({ decision, frames, value }) => {
  expect(alignment(decision, frames)).toBeCloseTo(value, 12);
});

test('opportunity is strength x confidence, halved without agreement and gone against it', () => {
  expect(opportunity(-0.8, 0.5, 1)).toBeCloseTo(0.4, 12);
  expect(opportunity(0.8, 0.5, 0)).toBeCloseTo(0.2, 12);
  expect(opportunity(0.8, 0.5, -1)).toBe(0);
});
