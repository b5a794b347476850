import { bearishengulfingpattern, bullishengulfingpattern } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { engulfing } from '../../../src/core/patterns/engulfing.ts';
import { hasTalib, PATTERNS } from '../oracles/talib.ts';
import { studied } from '../study/conformance/series.ts';

describe.runIf(hasTalib)('technicalindicators, a second opinion on 4,000 hours of BTC/USDT', () => {
  it('finds the same engulfing candles; its other patterns are not TA-Lib’s', () => {
    const { open, high, low, close } = PATTERNS.candles;
    const { value } = studied(engulfing, {}, PATTERNS.candles);
    const two = (column: Float64Array, i: number): number[] => [...column.subarray(i - 1, i + 1)];
    for (let i = 2; i < close.length; i++) {
      const candles = { open: two(open, i), high: two(high, i), low: two(low, i), close: two(close, i) };
      expect([bullishengulfingpattern(candles), bearishengulfingpattern(candles)]).toEqual([
        value.at(i) === 100,
        value.at(i) === -100,
      ]);
    }
  });
});
