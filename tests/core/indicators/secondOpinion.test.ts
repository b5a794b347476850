import { bearishengulfingpattern, bullishengulfingpattern } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { turnsDown, turnsUp } from '../../../src/core/detectors/reversalCandles.ts';
import { createBars } from '../../../src/core/market/bars.ts';
import type { ReadonlyColumn } from '../../../src/core/market/candles.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { uniform } from '../candlePaths.ts';
import { compare } from '../oracles/compare.ts';
import { SECOND_OPINIONS } from '../oracles/secondOpinions.ts';

describe('technicalindicators, a second opinion on synthetic candles', () => {
  it.each(SECOND_OPINIONS)('agrees on $title', (one) => {
    const { values, largest, missing } = compare(one);
    expect(values).toBeGreaterThan(500);
    expect(missing, 'bars at which only one of the two has a value').toBe(0);
    expect(largest).toBeLessThanOrEqual(one.tolerance ?? one.source.tolerance);
  });

  it('sees no engulfing candle that the detector would miss', () => {
    // Candles with gaps between them: the library wants an open beyond the close before.
    const random = uniform(3);
    const bars = createBars('GAPS/USDT', '5m');
    for (let i = 0; i < 3_000; i++) {
      const [a, b] = [100 + random(), 100 + random()];
      bars.push({
        time: i * 5 * MINUTE,
        open: a,
        high: Math.max(a, b) + random() / 10,
        low: Math.min(a, b) - random() / 10,
        close: b,
        volume: 1,
      });
    }
    const two = (column: ReadonlyColumn, i: number): number[] => [column.at(i - 1), column.at(i)];
    let seen = 0;
    for (let i = 1; i < bars.end; i++) {
      const pair = { open: two(bars.open, i), high: two(bars.high, i), low: two(bars.low, i), close: two(bars.close, i) };
      const [up, down] = [bullishengulfingpattern(pair), bearishengulfingpattern(pair)];
      seen += Number(up) + Number(down);
      expect(!up || turnsUp(bars, i), `bar ${i}`).toBe(true);
      expect(!down || turnsDown(bars, i), `bar ${i}`).toBe(true);
    }
    expect(seen).toBeGreaterThan(100);
  });
});
