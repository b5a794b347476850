import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CompositeMethod, composite, contributions, type Source } from '../../../src/core/signal/composite.ts';

const weights = { strategies: 0.6, divergence: 0.3, levels: 0.1, learned: 0.3 };
const source = (group: Source['group'], score: number, confidence = 1, weight = 1): Source => ({
  group,
  name: `${group} ${score}`,
  score,
  confidence,
  weight,
});

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const anySource: fc.Arbitrary<Source> = fc.record({
  group: fc.constantFrom('strategies', 'divergence', 'levels', 'learned'),
  name: fc.string(),
  score: fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0, 1, -1, Number.NaN)),
  confidence: unit,
  weight: fc.oneof(fc.double({ min: 0.01, max: 10, noNaN: true }), fc.constant(0)),
});
const anyMethod = fc.constantFrom<CompositeMethod>('weighted', 'majority', 'unanimous');
const anyWeights = fc.record({ strategies: unit, divergence: unit, levels: unit, learned: unit });

describe('the weighted composite', () => {
  test.each<{ name: string; sources: Source[]; score: number; confidence: number }>([
    { name: 'nothing', sources: [], score: 0, confidence: 0 },
    { name: 'absent alone', sources: [source('strategies', Number.NaN)], score: 0, confidence: 0 },
    {
      name: 'all three groups: 0.6 x 0.5 + 0.3 x -0.4 + 0.1 x 1',
      sources: [source('strategies', 0.5), source('divergence', -0.4), source('levels', 1)],
      score: 0.28,
      confidence: 0.28 / 0.52,
    },
    {
      name: 'no divergence: 0.6 and 0.1 share the whole',
      sources: [source('strategies', 0.7), source('levels', -0.7)],
      score: 0.5,
      confidence: 0.5 / 0.7,
    },
    {
      name: 'a neutral strategy is present and dilutes',
      sources: [source('strategies', 0.8, 0.9), source('strategies', 0, 0)],
      score: 0.4,
      confidence: 0.9,
    },
    {
      name: 'configured weights within the strategies, those absent left out',
      sources: [source('strategies', 1, 1, 3), source('strategies', -1, 1, 1), source('strategies', Number.NaN, 1, 10)],
      score: 0.5,
      confidence: 0.5,
    },
    {
      name: 'confidence weighs each voice by its own: |0.5 x 0.8 - 0.5 x 0.2| / 1',
      sources: [source('strategies', 1, 0.8), source('strategies', -1, 0.2)],
      score: 0,
      confidence: 0.3,
    },
    {
      name: 'a strategy that is off',
      sources: [source('strategies', 1, 1, 0), source('strategies', 0.2)],
      score: 0.2,
      confidence: 1,
    },
    {
      name: 'context alone: no strategy is on',
      sources: [source('strategies', 1, 1, 0), source('levels', 0.9), source('divergence', 0.8)],
      score: 0,
      confidence: 0,
    },
    {
      name: 'context alone: the one strategy that is on is silent',
      sources: [source('strategies', Number.NaN), source('levels', 0.9), source('divergence', 0.8)],
      score: 0,
      confidence: 0,
    },
  ])('$name', ({ sources, score, confidence }) => {
    const result = composite(sources, weights, 'weighted');
    expect(result.score).toBeCloseTo(score, 12);
    expect(result.confidence).toBeCloseTo(confidence, 12);
  });

  test('LOOK.md: +0.55 x 0.6 + 0.80 x 0.3 + 0.50 x 0.1 is +0.62', () => {
    const sources = [
      source('strategies', 0.7),
      source('strategies', 0.6),
      source('strategies', 0.35),
      source('divergence', 0.8),
      source('levels', 0.5),
    ];
    expect(composite(sources, weights, 'weighted').score).toBeCloseTo(0.62, 12);
  });
});

describe('majority and unanimous', () => {
  const sources = [source('strategies', 0.9), source('strategies', -0.3), source('levels', 0.5)];

  test('majority lets the larger side speak and no other', () => {
    const parts = contributions(sources, weights, 'majority');
    expect(parts.map((part) => part.contribution > 0)).toEqual([true, false, true]);
    expect(composite(sources, weights, 'majority').score).toBeCloseTo((0.6 * 0.45 + 0.1 * 0.5) / 0.7, 12);
  });

  test('a tie is neutral', () => {
    expect(composite(sources.slice(0, 2), weights, 'majority').score).toBe(0);
  });

  test('one contradiction silences unanimous; a neutral source does not', () => {
    expect(composite(sources, weights, 'unanimous').score).toBe(0);
    expect(composite([source('strategies', 0.6), source('strategies', 0)], weights, 'unanimous').score).toBeCloseTo(0.3, 12);
  });
});

describe('laws', () => {
  test('score stays in -1..1 and confidence in 0..1, and contributions sum to the score', () => {
    fc.assert(
      fc.property(fc.array(anySource, { maxLength: 12 }), anyWeights, anyMethod, (sources, w, method) => {
        const { score, confidence } = composite(sources, w, method);
        expect(score).toBeGreaterThanOrEqual(-1);
        expect(score).toBeLessThanOrEqual(1);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        const parts = contributions(sources, w, method);
        expect(parts.reduce((sum, part) => sum + part.contribution, 0)).toBeCloseTo(score, 12);
        const total = parts.reduce((sum, part) => sum + part.weight, 0);
        const votes = ({ source: { group } }: (typeof parts)[number]): boolean =>
          group === 'learned' || (group === 'strategies' && w.strategies > 0);
        expect(total).toBeCloseTo(parts.some(votes) ? 1 : 0, 9);
      }),
    );
  });

  test('the order of the sources does not matter', () => {
    const shuffled = fc
      .array(anySource, { maxLength: 8 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, anyMethod, ([sources, other], method) => {
        const a = composite(sources, weights, method);
        const b = composite(other, weights, method);
        expect(b.score).toBeCloseTo(a.score, 12);
        expect(b.confidence).toBeCloseTo(a.confidence, 9);
      }),
    );
  });

  test('one strategy alone, or the learned voice, is the composite; divergences and levels alone are none', () => {
    fc.assert(
      fc.property(anySource, anyMethod, (one, method) => {
        fc.pre(!Number.isNaN(one.score) && one.weight > 0 && Math.abs(one.score) > 1e-300);
        const { score, confidence } = composite([one], weights, method);
        const votes = one.group === 'strategies' || one.group === 'learned';
        expect(score).toBeCloseTo(votes ? one.score : 0, 12);
        expect(confidence).toBeCloseTo(votes ? one.confidence : 0, 9);
      }),
    );
  });

  test('scaling the weights of a group changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anySource, { maxLength: 8 }), fc.double({ min: 0.1, max: 10, noNaN: true }), (sources, by) => {
        const scaled = sources.map((one) => ({ ...one, weight: one.weight * by }));
        expect(composite(scaled, weights, 'weighted').score).toBeCloseTo(composite(sources, weights, 'weighted').score, 12);
      }),
    );
  });

  test('scores beyond their range are held to it', () => {
    expect(composite([source('strategies', Number.POSITIVE_INFINITY, 7)], weights, 'weighted')).toEqual({
      score: 1,
      confidence: 1,
      present: 1,
    });
  });
});

describe('a learned voice', () => {
  const others = [source('strategies', 0.5), source('divergence', -0.4), source('levels', 1)];
  const alone = composite(others, weights, 'weighted').score;

  test('takes 0.3 of the whole and leaves 0.7 to the others, whoever of them is present', () => {
    expect(composite([...others, source('learned', -1)], weights, 'weighted').score).toBeCloseTo(0.7 * alone - 0.3, 12);
    expect(composite([source('levels', 1), source('learned', -1)], weights, 'weighted').score).toBeCloseTo(0.7 - 0.3, 12);
  });

  test('that is absent changes nothing, to the last bit', () => {
    expect(composite([...others, source('learned', Number.NaN)], weights, 'weighted').score).toBe(alone);
  });

  test('speaks for itself where nobody else does', () => {
    expect(composite([source('learned', -0.4)], weights, 'weighted').score).toBeCloseTo(-0.4, 12);
  });

  test('without a share is one of the strategies, by its weight', () => {
    const voices = [source('strategies', 1, 1, 1), source('learned', -1, 1, 3)];
    expect(composite(voices, { ...weights, learned: 0 }, 'weighted').score).toBeCloseTo(-0.5, 12);
  });
});
