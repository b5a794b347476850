import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars over which the efficiency is measured. */
  period: z.number().int().min(2).max(1000).default(30),
});

type Params = z.infer<typeof params>;

/** Weights of exponential averages of 2 and 30 bars, between which the efficiency chooses. */
const FAST = 2 / 3;
const SLOW = 2 / 31;

/**
 * Kaufman's adaptive moving average of the close, in quote currency: it moves by the square of SLOW + efficiency x (FAST - SLOW),
 * where efficiency is the net move of `period` bars over the sum of their moves. As in TA-Lib it begins at the close before its first
 * value, and a market at rest counts as efficient.
 */
export const kama = {
  name: 'kama',
  version: 1,
  about: "Kaufman's adaptive moving average of the close: quick in a trend, slow in a range",
  source: 'Kaufman, Smarter Trading (1995); TA-Lib KAMA',
  params,
  fields: ['value'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1 + barsToFade(SLOW * SLOW),
  start(p, _use, bars, out) {
    const n = p.period;
    const moves = new WindowSum(n);
    return (from, to) => {
      const { first } = bars;
      const prices = bars.close.values;
      const values = out.value.values;
      let before = bars.close.at(from - 1);
      let average = out.value.at(from - 1);
      for (let i = from - first; i < to - first; i++) {
        const price = prices[i] ?? Number.NaN;
        const moved = moves.push(Math.abs(price - before));
        const net = Math.abs(price - (prices[i - n] ?? Number.NaN));
        const efficiency = moved <= net ? 1 : net / moved;
        const root = SLOW + efficiency * (FAST - SLOW);
        if (Number.isNaN(average)) average = before;
        average = Number.isNaN(moved) ? Number.NaN : average + root * root * (price - average);
        values[i] = average;
        before = price;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
