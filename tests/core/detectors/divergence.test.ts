import { describe, expect, test } from 'vitest';
import { divergence } from '../../../src/core/detectors/divergence.ts';
import type { CandleColumns } from '../../../src/core/market/candles.ts';
import { candlesThrough, zigzag } from '../candlePaths.ts';
import { batch } from '../trial.ts';

/** Calm enough to be no swing, long enough to warm everything up. */
const lead = [
  [0, 100],
  [20, 102],
  [40, 100],
  [60, 102],
  [80, 101],
] as const;

const found = (candles: CandleColumns, given: object) =>
  batch({ A: candles }, ['1m'], (study) =>
    study.series('A', '1m').useDetector(divergence, divergence.params.parse({ confirmations: 0, ...given })),
  );

describe('known paths', () => {
  test.each([
    {
      name: 'a lower low on less momentum',
      path: [...lead, [95, 90], [107, 95], [135, 88], [150, 96]] as const,
      indicators: ['rsi', 'macd'],
      kind: 'regular',
      side: 'bullish',
      pivots: [95, 135],
    },
    {
      name: 'a higher high on less momentum',
      path: [...lead, [95, 112], [107, 107], [135, 115], [150, 106]] as const,
      indicators: ['rsi', 'macd'],
      kind: 'regular',
      side: 'bearish',
      pivots: [95, 135],
    },
    {
      name: 'a higher low on more momentum',
      path: [...lead, [120, 92], [135, 100], [143, 93.5], [160, 104]] as const,
      indicators: ['macd'],
      kind: 'hidden',
      side: 'bullish',
      pivots: [120, 143],
    },
    {
      name: 'a lower high on more momentum',
      path: [...lead, [120, 112], [135, 103], [143, 109.5], [160, 98]] as const,
      indicators: ['macd'],
      kind: 'hidden',
      side: 'bearish',
      pivots: [120, 143],
    },
  ])('$name is a $kind $side divergence', ({ path, indicators, kind, side, pivots }) => {
    for (const indicator of indicators) {
      const { findings, columns } = found(candlesThrough(zigzag(path)), { indicator });
      expect(findings).toHaveLength(1);
      const [one] = findings;
      expect(one).toMatchObject({ kind, side, indicator, confirmed: (pivots[1] ?? 0) + 5 });
      expect([one?.from.bar, one?.to.bar]).toEqual(pivots);
      const at = one?.confirmed ?? 0;
      expect(columns.score.at(at - 1)).toBe(0);
      expect(Math.sign(columns.score.at(at))).toBe(side === 'bullish' ? 1 : -1);
      expect(Math.abs(columns.score.at(at))).toBe(one?.strength);
      expect([columns.age.at(at - 1), columns.age.at(at), columns.age.at(at + 9)]).toEqual([10, 0, 9]);
    }
  });

  test('price and indicator falling together is none', () => {
    const path = zigzag([...lead, [100, 96], [112, 99], [122, 84], [140, 96]]);
    expect(found(candlesThrough(path), { indicator: 'macd' }).findings).toHaveLength(0);
  });

  test('pivots farther apart than the span are not compared', () => {
    const path = zigzag([...lead, [95, 90], [107, 95], [135, 88], [150, 96]]);
    expect(found(candlesThrough(path), { span: 30 }).findings).toHaveLength(0);
  });

  test('swings smaller than the threshold are no pivots', () => {
    const path = zigzag([...lead, [95, 90], [107, 95], [135, 88], [150, 96]]);
    expect(found(candlesThrough(path), { swingThreshold: 0.15 }).findings).toHaveLength(0);
  });

  test('it fades after ten bars', () => {
    const path = zigzag([...lead, [95, 90], [107, 95], [135, 88], [160, 98]]);
    const { columns } = found(candlesThrough(path), {});
    expect(columns.score.at(149)).toBeGreaterThan(0);
    expect(columns.score.at(150)).toBe(0);
    expect(columns.confidence.at(150)).toBe(0);
  });
});

describe('confirmation', () => {
  const path = zigzag([...lead, [95, 90], [107, 95], [135, 88], [150, 96]]);

  test('a spike of volume at the pivot', () => {
    const quiet = found(candlesThrough(path), {}).findings[0];
    const loud = found(candlesThrough(path, { volume: (i) => (i === 135 ? 300 : 100) }), {}).findings[0];
    expect(quiet?.confirmations).not.toContain('volume');
    expect(loud?.confirmations).toContain('volume');
  });

  test('a reversal candle: the first rise swallows the last fall', () => {
    expect(found(candlesThrough(path), {}).findings[0]?.confirmations).toContain('candle');
  });

  test('without enough of them it is not told', () => {
    expect(found(candlesThrough(path), { confirmations: 3 }).findings).toHaveLength(0);
  });

  test('a zone that was there before', () => {
    const twice = zigzag([
      [0, 100],
      [30, 101],
      [60, 100],
      [75, 90],
      [90, 100],
      [105, 90],
      [120, 102],
      [140, 101],
      [160, 90.3],
      [172, 95],
      [200, 89.9],
      [215, 96],
    ]);
    const bullish = found(candlesThrough(twice), {}).findings.find((one) => one.to.bar === 200);
    expect(bullish).toMatchObject({ kind: 'regular', side: 'bullish' });
    expect(bullish?.confirmations).toContain('level');
  });
});
