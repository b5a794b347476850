import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({
  /** Bars whose logarithmic returns are looked at. */
  period: z.number().int().min(32).max(2_000).default(100),
});

type Params = z.infer<typeof params>;

/** Chunks of returns are no shorter than this, and there are at most this many of one size. */
const SHORTEST = 8;
const MOST_CHUNKS = 32;

/**
 * Hurst exponent of the last returns by rescaled range: the slope of log(R/S) over log(size) for chunks of the whole window, its
 * halves, quarters and so on. Above 0.5 moves go on, below they turn back; 0.5, a random walk, where a chunk does not move at all.
 */
export const hurst = {
  name: 'hurst',
  version: 1,
  about: 'Hurst exponent: whether moves go on (above 0.5) or turn back (below)',
  source: 'Hurst (1951); Mandelbrot and Wallis (1969); Stock.Indicators Hurst, without its Anis-Lloyd correction',
  params,
  fields: ['value'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1,
  start(p, _use, bars, out) {
    const n = p.period;
    const returns = new Float64Array(n);
    /** R/S of the chunk that begins at `at`; NaN where it does not move. */
    const rescaledRange = (at: number, size: number): number => {
      let mean = 0;
      for (let k = at; k < at + size; k++) mean += returns[k] ?? 0;
      mean /= size;
      let walked = 0;
      let squares = 0;
      let most = (returns[at] ?? 0) - mean;
      let least = most;
      for (let k = at; k < at + size; k++) {
        const apart = (returns[k] ?? 0) - mean;
        walked += apart;
        squares += apart * apart;
        most = Math.max(most, walked);
        least = Math.min(least, walked);
      }
      return squares > 0 ? (most - least) / Math.sqrt(squares / size) : Number.NaN;
    };
    const exponent = (): number => {
      let sets = 0;
      let x = 0;
      let y = 0;
      let xx = 0;
      let xy = 0;
      for (let chunks = 1; chunks <= MOST_CHUNKS; chunks *= 2) {
        const size = Math.floor(n / chunks);
        if (size < SHORTEST) break;
        let sum = 0;
        for (let at = n - size * chunks; at + size <= n; at += size) sum += rescaledRange(at, size);
        const logSize = Math.log10(size);
        const logRange = Math.log10(sum / chunks);
        sets += 1;
        x += logSize;
        y += logRange;
        xx += logSize * logSize;
        xy += logSize * logRange;
      }
      const slope = (sets * xy - x * y) / (sets * xx - x * x);
      return Number.isNaN(slope) ? 0.5 : slope;
    };
    return (from, to) => {
      const { close } = bars;
      for (let i = from; i < to; i++) {
        let sum = 0;
        for (let k = 0; k < n; k++) {
          const change = Math.log(close.at(i - n + 1 + k) / close.at(i - n + k));
          returns[k] = change;
          sum += change;
        }
        out.value.set(i, Number.isNaN(sum) ? Number.NaN : exponent());
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
