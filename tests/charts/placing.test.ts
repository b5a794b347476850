import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freePlace, spread } from '../../src/charts/placing.ts';
import { decimalsFor, roundValues } from '../../src/charts/scale.ts';
import { spanText, timeTicks } from '../../src/charts/timeTicks.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/time.ts';

describe('heights of tags', () => {
  it('stay where they are wanted when there is room', () => {
    expect(spread([100, 200, 300], 40, 0, 400)).toEqual([100, 200, 300]);
  });

  it('move apart evenly when two want the same', () => {
    expect(spread([200, 200], 40, 0, 400)).toEqual([180, 220]);
  });

  it('never overlap and never leave the column while they fit', () => {
    const wanted = fc.array(fc.double({ min: -50, max: 500, noNaN: true }), { maxLength: 10 });
    fc.assert(
      fc.property(wanted, (values) => {
        const heights = spread(
          values.toSorted((a, b) => a - b),
          40,
          0,
          400,
        );
        expect(heights).toHaveLength(values.length);
        heights.forEach((y, i) => {
          expect(y).toBeGreaterThanOrEqual(20);
          expect(y).toBeLessThanOrEqual(380);
          if (i > 0) expect(y - (heights[i - 1] ?? 0)).toBeGreaterThanOrEqual(40 - 1e-9);
        });
      }),
    );
  });
});

describe('a place for a label', () => {
  const box = (left: number, top: number) => ({ left, top, right: left + 10, bottom: top + 10 });
  const inside = { left: 0, top: 0, right: 100, bottom: 100 };

  it.each([
    ['is the first that is free', [box(0, 0), box(50, 50)], box(0, 0)],
    ['is never on another label', [box(20, 20), box(50, 50)], box(50, 50)],
    ['is off the candles where it can be', [box(80, 80), box(50, 50)], box(50, 50)],
    ['is on a candle rather than nowhere', [box(95, 95), box(80, 80)], box(80, 80)],
    ['is nowhere when all would hide something', [box(20, 20), box(95, 0)], undefined],
  ])('%s', (_, places, expected) => {
    expect(freePlace(places, { hard: [box(25, 25)], soft: [box(85, 85)] }, inside)).toEqual(expected);
  });
});

describe('round values', () => {
  it.each([
    [{ low: 41_312, high: 45_730 }, 5, 0.1, [42_000, 43_000, 44_000, 45_000]],
    [{ low: -0.061, high: 0 }, 3, 0.0001, [-0.05, -0.025, 0]],
    [{ low: 0.9e-8, high: 1.2e-8 }, 3, 1e-10, [0.9e-8, 1e-8, 1.1e-8, 1.2e-8]],
    [{ low: 10, high: 10.2 }, 8, 0.1, [10, 10.1, 10.2]],
    [{ low: 1, high: 1 }, 5, 0, []],
  ])('of %o, at most %d and %d apart', (range, most, least, expected) => {
    const values = roundValues(range, most, least);
    expect(values).toHaveLength(expected.length);
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 12));
  });

  it.each([
    [250, 0],
    [2.5, 1],
    [0.05, 2],
  ])('a step of %d is told with %d decimals', (step, digits) => {
    expect(decimalsFor(step)).toBe(digits);
  });
});

describe('names of times', () => {
  const from = Date.UTC(2024, 0, 30, 21, 40);
  it.each([
    ['minutes', 25 * MINUTE, ['21:40', '21:45', '21:50', '21:55', '22:00', '22:05']],
    ['hours over midnight', 9 * HOUR, ['22:00', '31 Jan', '02:00', '04:00', '06:00']],
    ['days', 5 * DAY, ['31 Jan', '1 Feb', '2 Feb', '3 Feb', '4 Feb']],
    ['months', 150 * DAY, ['Feb', 'Mar', 'Apr', 'May', 'Jun']],
    ['years', 1_000 * DAY, ['Jul', '2025', 'Jul', '2026', 'Jul']],
  ])('%s', (_, length, expected) => {
    expect(timeTicks(from, from + length, 5.9).map(({ text }) => text)).toEqual(expected);
  });

  it.each([
    [from, '30 Jan 21:40 UTC'],
    [from + 3 * HOUR, '30 Jan 21:40 – 31 Jan 00:40 UTC'],
    [from + 400 * DAY, '30 Jan 2024 – 5 Mar 2025 UTC'],
  ])('a span to %d', (to, expected) => {
    expect(spanText(from, to)).toBe(expected);
  });
});
