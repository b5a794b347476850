import { describe, expect, test } from 'vitest';
import { fairValueGap } from '../../../src/core/detectors/fairValueGap.ts';
import { liquidity } from '../../../src/core/detectors/liquidity.ts';
import { orderBlock } from '../../../src/core/detectors/orderBlock.ts';
import { structure } from '../../../src/core/detectors/structure.ts';
import type { CandleColumns } from '../../../src/core/market/candles.ts';
import { smartMoney } from '../../../src/core/strategies/smartMoney.ts';
import { lively } from '../../../src/core/study/conformance/markets.ts';
import { candlesThrough, zigzag } from '../candlePaths.ts';
import { testConformance } from '../study/conformance/hold.ts';
import { batch } from '../trial.ts';

testConformance(smartMoney);

const params = smartMoney.params.parse({});

/** The strategy beside what it reads. */
const over = (candles: CandleColumns) =>
  batch({ A: candles }, ['1m'], (study) => {
    const series = study.series('A', '1m');
    return {
      voice: series.useStrategy(smartMoney, params),
      trend: series.use(structure, structure.params.parse({})).trend,
      blocks: series.use(orderBlock, orderBlock.params.parse({})),
      gaps: series.use(fairValueGap, fairValueGap.params.parse({})),
      pools: series.use(liquidity, liquidity.params.parse({})),
    };
  });

/** A rise in steps, each high and low above the one before, that breaks its structure upwards. */
const rise = zigzag([
  [0, 100],
  [15, 110],
  [30, 104],
  [45, 116],
  [60, 109],
  [75, 124],
  [90, 117],
  [105, 132],
]);

describe('what smart money says', () => {
  test('a market that breaks its structure upwards is bought, its mirror image sold', () => {
    const up = over(candlesThrough(rise)).voice.columns;
    const down = over(candlesThrough(rise.map((price) => 240 - price))).voice.columns;
    expect(up.score.at(80)).toBeGreaterThanOrEqual(0.4);
    expect(down.score.at(80)).toBeLessThanOrEqual(-0.4);
  });

  test('before structure is broken, with nothing near and nothing swept, it says nothing', () => {
    const { voice } = over(candlesThrough(Array.from({ length: 60 }, () => 100)));
    expect([voice.columns.score.at(40), voice.columns.confidence.at(40)]).toEqual([0, 0]);
    expect(voice.explain(40)).toEqual(['no break of structure', 'no open order block or gap nearby', 'no fresh sweep']);
  });

  const market = lively(4000, 6);
  const seen = over(market);
  const { voice, trend, blocks, gaps, pools } = seen;
  const bars = Array.from({ length: 3900 }, (_, i) => i + 100);
  const close = (i: number): number => market.close[i] ?? Number.NaN;

  test('without zones and sweeps the score is half of the structure’s direction, and so is the confidence', () => {
    const alone = bars.filter(
      (i) => voice.explain(i)[1] === 'no open order block or gap nearby' && voice.explain(i)[2] === 'no fresh sweep',
    );
    expect(alone.length).toBeGreaterThan(100);
    for (const i of alone) {
      expect(voice.columns.score.at(i)).toBe(0.5 * trend.at(i));
      expect(voice.columns.confidence.at(i)).toBe(0.5 * Math.abs(trend.at(i)));
    }
  });

  test('inside an open block below and far from those above, a quarter is added', () => {
    const inside = bars.filter(
      (i) =>
        close(i) <= blocks.bullishTop.at(i) &&
        close(i) >= blocks.bullishBottom.at(i) &&
        !(Math.min(blocks.bearishBottom.at(i) || Infinity, gaps.bearishBottom.at(i) || Infinity) < 1.1 * close(i)) &&
        voice.explain(i)[2] === 'no fresh sweep',
    );
    expect(inside.length).toBeGreaterThan(0);
    for (const i of inside) expect(voice.columns.score.at(i)).toBe(0.5 * trend.at(i) + 0.25);
  });

  test('a sweep of lows that closes back above them counts in full at once, and has faded after ten bars', () => {
    const swept = bars.filter(
      (i) =>
        close(i) > pools.lowsSwept.at(i) && Array.from({ length: 10 }, (_, k) => pools.highsSwept.at(i + k)).every(Number.isNaN),
    );
    const first = swept[0] ?? -1;
    expect(voice.explain(first)[2]).toBe('lows swept and left again, weight 1.00');
    expect(voice.explain(first + 3)[2]).toBe('lows swept and left again, weight 0.70');
    expect(voice.explain(first + 10)[2]).toBe('no fresh sweep');
  });

  test('readings that contradict one another leave less confidence than one alone', () => {
    const torn = bars.filter((i) => trend.at(i) > 0 && (voice.explain(i)[1] ?? '').includes('gap above'));
    expect(torn.length).toBeGreaterThan(0);
    for (const i of torn) expect(voice.columns.confidence.at(i)).toBeLessThanOrEqual(0.5);
  });
});
