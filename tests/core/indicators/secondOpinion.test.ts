import { ATR, BollingerBands, bearishengulfingpattern, bullishengulfingpattern, EMA, SMA } from 'technicalindicators';
import { describe, expect, it } from 'vitest';
import { turnsDown, turnsUp } from '../../../src/core/detectors/reversalCandles.ts';
import { atr } from '../../../src/core/indicators/atr.ts';
import { bollinger } from '../../../src/core/indicators/bollinger.ts';
import { ema } from '../../../src/core/indicators/ema.ts';
import { sma } from '../../../src/core/indicators/sma.ts';
import { createBars } from '../../../src/core/market/bars.ts';
import type { ReadonlyColumn } from '../../../src/core/market/candles.ts';
import { createStudy } from '../../../src/core/study/graph.ts';
import { DAY, MINUTE } from '../../../src/core/time.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../../../src/exchange/synthetic.ts';
import { uniform } from '../candlePaths.ts';

const candles = await syntheticSource(7).read('BTC/USDT', SYNTHETIC_FROM, SYNTHETIC_FROM + 3 * DAY);
const study = createStudy();
const series = study.series('BTC/USDT', '5m');
series.bars.append(candles);

const high = [...candles.high];
const low = [...candles.low];
const close = [...candles.close];

/** The library leaves the warm-up out, so its last value belongs to the last bar. */
function largestDifference(column: ReadonlyColumn, theirs: readonly number[]): number {
  expect(theirs.length).toBeGreaterThan(500);
  return Math.max(...theirs.map((value, k) => Math.abs(column.at(series.bars.end - theirs.length + k) - value)));
}

describe('technicalindicators, a second opinion on synthetic candles', () => {
  const averages = { sma: series.use(sma, { period: 20 }).value, ema: series.use(ema, { period: 20 }).value };
  const bands = series.use(bollinger, { period: 20, deviations: 2 });
  const range = series.use(atr, { period: 14 }).value;
  study.advance();

  it('agrees on moving averages, bands and the average true range', () => {
    const theirs = BollingerBands.calculate({ period: 20, stdDev: 2, values: close });
    const upper = theirs.map((band) => band.upper);
    const lower = theirs.map((band) => band.lower);
    expect(largestDifference(averages.sma, SMA.calculate({ period: 20, values: close }))).toBeLessThan(1e-6);
    expect(largestDifference(averages.ema, EMA.calculate({ period: 20, values: close }))).toBeLessThan(1e-6);
    expect(largestDifference(bands.upper, upper)).toBeLessThan(1e-6);
    expect(largestDifference(bands.lower, lower)).toBeLessThan(1e-6);
    expect(largestDifference(range, ATR.calculate({ period: 14, high, low, close }))).toBeLessThan(1e-6);
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
