import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { donchian } from '../../../src/core/indicators/donchian.ts';
import { volumeProfile } from '../../../src/core/indicators/volumeProfile.ts';
import { zigzag } from '../../../src/core/indicators/zigzag.ts';
import { lively } from '../../../src/core/study/conformance/markets.ts';
import { sharedData } from '../../data.ts';
import { STOCK_CANDLES } from '../oracles/stockIndicators.ts';
import { studied } from '../study/conformance/series.ts';

const rows = z.array(z.record(z.string(), z.union([z.number(), z.string(), z.null()])));
const results = (name: string) => {
  const path = sharedData(`oracles/stock-indicators/results/${name}.standard.json`);
  return rows.parse(path === undefined ? [] : JSON.parse(readFileSync(path, 'utf8')));
};
const has = sharedData('oracles/stock-indicators/quotes/default.csv') !== undefined;

describe.runIf(has)('points beside Stock.Indicators, which draws them where they lie and not where they are known', () => {
  it('zigzag knows the same turning points in the same order, each after it happened', () => {
    const theirs = results('zigzag').flatMap((row, bar) => (row['pointType'] === null ? [] : [{ bar, price: row['zigZag'] }]));
    const { value, age } = studied(zigzag, { percent: 5, price: 'close' }, STOCK_CANDLES);
    const ours: { bar: number; price: number }[] = [];
    for (let i = 0; i < STOCK_CANDLES.time.length; i++) {
      const bar = i - age.at(i);
      if (bar >= 0 && ours.at(-1)?.bar !== bar) ours.push({ bar, price: value.at(i) });
    }
    // Ours also knows the low at the very beginning.
    expect(ours.slice(1)).toEqual(theirs);
  });
});

describe('by definition', () => {
  const candles = lively(400, 8);

  it('donchian without a lag takes the newest bar in', () => {
    const { upper, lower } = studied(donchian, { period: 10, lag: 0 }, candles);
    for (let i = 9; i < 400; i++) {
      expect(upper.at(i)).toBe(Math.max(...candles.high.subarray(i - 9, i + 1)));
      expect(lower.at(i)).toBe(Math.min(...candles.low.subarray(i - 9, i + 1)));
    }
  });

  it('volume profile: every row by itself, as plainly as it can be written', () => {
    const [period, count] = [30, 12];
    const { poc, valueHigh, valueLow } = studied(volumeProfile, { period, rows: count, area: 0.7 }, candles);
    for (let i = period - 1; i < 400; i += 13) {
      const [low, high] = [candles.low.subarray(i - period + 1, i + 1), candles.high.subarray(i - period + 1, i + 1)];
      const volume = candles.volume.subarray(i - period + 1, i + 1);
      const [bottom, top] = [Math.min(...low), Math.max(...high)];
      const height = (top - bottom) / count;
      const edge = (row: number): number => bottom + row * height;
      const held = Array.from({ length: count }, (_, row) =>
        volume.reduce((sum, size, k) => {
          const share = Math.min(high[k] ?? 0, edge(row + 1)) - Math.max(low[k] ?? 0, edge(row));
          return sum + (share > 0 ? (size * share) / ((high[k] ?? 0) - (low[k] ?? 0)) : 0);
        }, 0),
      );
      const most = held.indexOf(Math.max(...held));
      expect(poc.at(i)).toBeCloseTo(edge(most + 0.5), 9);
      const whole = held.reduce((sum, size) => sum + size, 0);
      let area = [most];
      while (area.reduce((sum, row) => sum + (held[row] ?? 0), 0) < 0.7 * whole) {
        const [below, above] = [Math.min(...area) - 1, Math.max(...area) + 1];
        area = [...area, (held[above] ?? -1) >= (held[below] ?? -1) ? above : below];
      }
      expect(valueLow.at(i)).toBeCloseTo(edge(Math.min(...area)), 9);
      expect(valueHigh.at(i)).toBeCloseTo(edge(Math.max(...area) + 1), 9);
    }
  });
});
