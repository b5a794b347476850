import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(2).max(1000).default(14),
});

type Params = z.infer<typeof params>;

/** Wilder's running sum: n - 1 numbers summed, from the nth on it loses its nth part before it takes the next. NaN begins it anew. */
class WilderSum {
  private readonly n: number;
  private missing: number;
  // A field that begins as a double stays one; it would be boxed anew on every write otherwise.
  private sum = Number.NaN;

  constructor(n: number) {
    this.n = n;
    this.missing = n;
  }

  push(next: number): number {
    if (Number.isNaN(next)) {
      this.missing = this.n;
      return Number.NaN;
    }
    if (this.missing > 1) {
      this.sum = this.missing === this.n ? next : this.sum + next;
      this.missing -= 1;
      return Number.NaN;
    }
    this.missing = 0;
    const sum = this.sum + (next - this.sum / this.n);
    this.sum = sum;
    return sum;
  }
}

/**
 * Average directional index with its two directional indicators, 0 to 100. Without any range or direction the index keeps its
 * value, as in TA-Lib.
 */
export const adx = {
  name: 'adx',
  version: 1,
  about: 'Average directional index: the strength of a trend, whatever its direction',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib ADX, PLUS_DI and MINUS_DI',
  params,
  fields: ['adx', 'plusDI', 'minusDI'],
  warmup: (p) => 2 * p.period - 1,
  // Two smoothings in a row fade more slowly than one.
  memory: (p) => 2 * p.period + Math.ceil(1.5 * barsToFade(1 / p.period)),
  start(p, _use, bars, out) {
    const n = p.period;
    const rises = new WilderSum(n);
    const falls = new WilderSum(n);
    const ranges = new WilderSum(n);
    const average = new Smoother(n, 1 / n);
    return (from, to) => {
      const { first } = bars;
      const [highs, lows, closes] = [bars.high.values, bars.low.values, bars.close.values];
      const [index, plusDI, minusDI] = [out.adx.values, out.plusDI.values, out.minusDI.values];
      let highBefore = bars.high.at(from - 1);
      let lowBefore = bars.low.at(from - 1);
      let closeBefore = bars.close.at(from - 1);
      let before = out.adx.at(from - 1);
      for (let i = from - first; i < to - first; i++) {
        const top = highs[i] ?? Number.NaN;
        const bottom = lows[i] ?? Number.NaN;
        const up = top - highBefore;
        const down = lowBefore - bottom;
        const range = Math.max(top - bottom, Math.abs(top - closeBefore), Math.abs(bottom - closeBefore));
        highBefore = top;
        lowBefore = bottom;
        closeBefore = closes[i] ?? Number.NaN;
        const total = ranges.push(range);
        // A missing candle must reach all three sums, so that they begin anew together.
        const none = Number.isNaN(range) ? range : 0;
        const plus = (100 * rises.push(up > 0 && up > down ? up : none)) / total;
        const minus = (100 * falls.push(down > 0 && down > up ? down : none)) / total;
        const both = plus + minus;
        const still = total === 0 || both === 0;
        if (!still || Number.isNaN(before)) before = average.push(still ? 0 : (100 * Math.abs(plus - minus)) / both);
        const warm = !Number.isNaN(before);
        index[i] = before;
        plusDI[i] = !warm ? Number.NaN : total === 0 ? 0 : plus;
        minusDI[i] = !warm ? Number.NaN : total === 0 ? 0 : minus;
      }
    };
  },
} satisfies Indicator<Params, 'adx' | 'plusDI' | 'minusDI'>;
