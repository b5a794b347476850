import { describe, expect, it } from 'vitest';
import { createBars } from '../../../src/core/market/bars.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { candle, columnsOf } from './series.ts';

describe('where a series began', () => {
  it('is told whatever was dropped since, so that a start finds the same beginning', () => {
    const bars = createBars('A', '1m');
    expect(bars.began).toBeNaN();
    for (let i = 0; i < 1000; i++) bars.push(candle(MINUTE * i));
    bars.keep(600);
    expect([bars.first, bars.began]).toEqual([600, 0]);
  });

  it('moves when the series begins anew', () => {
    const bars = createBars('A', '1m');
    bars.append(columnsOf([0, MINUTE, 2 * MINUTE].map((time) => candle(time))));
    bars.begin(1);
    expect(bars.began).toBe(MINUTE);
    bars.begin(2);
    expect(bars.began).toBeNaN();
    bars.push(candle(3 * MINUTE));
    expect(bars.began).toBe(3 * MINUTE);
  });
});
