import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowSum } from './windowSum.ts';

const params = z
  .object({
    /** Bars of the three windows; the fast one weighs four times, the middle one twice as much as the slow one. */
    fast: z.number().int().min(1).max(1000).default(7),
    middle: z.number().int().min(2).max(1000).default(14),
    slow: z.number().int().min(3).max(1000).default(28),
  })
  .refine((p) => p.fast < p.middle, { path: ['fast'], message: 'must be smaller than middle' })
  .refine((p) => p.middle < p.slow, { path: ['middle'], message: 'must be smaller than slow' });

type Params = z.infer<typeof params>;

/** Buying pressure as a share of the true range over one window; half of it where there is no range. */
class Pressure {
  private readonly bought: WindowSum;
  private readonly ranges: WindowSum;

  constructor(n: number) {
    this.bought = new WindowSum(n);
    this.ranges = new WindowSum(n);
  }

  push(bought: number, range: number): number {
    const total = this.ranges.push(range);
    const sum = this.bought.push(bought);
    return total === 0 ? 0.5 : sum / total;
  }
}

/**
 * Ultimate oscillator, 0 to 100: how much of the true range lies below the close, over three windows. At rest it is at 50, where
 * TA-Lib says 0.
 */
export const ultimate = {
  name: 'ultimate',
  version: 1,
  about: 'Ultimate oscillator: buying pressure over three windows',
  source: 'Williams, Technical Analysis of Stocks and Commodities (1985); TA-Lib ULTOSC',
  params,
  fields: ['value'],
  warmup: (p) => p.slow,
  memory: (p) => p.slow + 1,
  start(p, _use, bars, out) {
    const fast = new Pressure(p.fast);
    const middle = new Pressure(p.middle);
    const slow = new Pressure(p.slow);
    return (from, to) => {
      const { first } = bars;
      const [highs, lows, closes] = [bars.high.values, bars.low.values, bars.close.values];
      const values = out.value.values;
      let before = bars.close.at(from - 1);
      for (let i = from - first; i < to - first; i++) {
        const price = closes[i] ?? Number.NaN;
        const bottom = Math.min(lows[i] ?? Number.NaN, before);
        const range = Math.max(highs[i] ?? Number.NaN, before) - bottom;
        const bought = price - bottom;
        before = price;
        values[i] = (100 * (4 * fast.push(bought, range) + 2 * middle.push(bought, range) + slow.push(bought, range))) / 7;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
