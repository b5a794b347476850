import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';

const params = z.object({
  /** Bars of the first smoothing of the moves, of the second, and of the signal line. */
  slow: z.number().int().min(1).max(1000).default(25),
  fast: z.number().int().min(1).max(1000).default(13),
  signal: z.number().int().min(1).max(1000).default(7),
});

type Params = z.infer<typeof params>;

/** True strength index, -100 to 100: twice smoothed moves over twice smoothed sizes of moves; 0 in a market at rest. */
export const tsi = {
  name: 'tsi',
  version: 1,
  about: 'True strength index: the direction of twice smoothed moves',
  source: 'Blau, Momentum, Direction and Divergence (1995); Stock.Indicators TSI',
  params,
  fields: ['value', 'signal'],
  warmup: (p) => p.slow + p.fast + p.signal - 2,
  memory: (p) =>
    p.slow + p.fast + p.signal + barsToFade(2 / (p.slow + 1)) + barsToFade(2 / (p.fast + 1)) + barsToFade(2 / (p.signal + 1)),
  start(p, _use, bars, out) {
    const [moves, sizes] = [new Smoother(p.slow, 2 / (p.slow + 1)), new Smoother(p.slow, 2 / (p.slow + 1))];
    const [movesAgain, sizesAgain] = [new Smoother(p.fast, 2 / (p.fast + 1)), new Smoother(p.fast, 2 / (p.fast + 1))];
    const line = new Smoother(p.signal, 2 / (p.signal + 1));
    return (from, to) => {
      const prices = bars.close.values;
      const [values, signals] = [out.value.values, out.signal.values];
      let before = bars.close.at(from - 1);
      for (let i = from - bars.first; i < to - bars.first; i++) {
        const price = prices[i] ?? Number.NaN;
        const move = price - before;
        before = price;
        const direction = movesAgain.push(moves.push(move));
        const size = sizesAgain.push(sizes.push(Math.abs(move)));
        const value = size === 0 ? 0 : (100 * direction) / size;
        const signal = line.push(value);
        signals[i] = signal;
        values[i] = Number.isNaN(signal) ? Number.NaN : value;
      }
    };
  },
} satisfies Indicator<Params, 'value' | 'signal'>;
