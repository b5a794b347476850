import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';

const params = z.object({
  /** Bars of each of the six averages. */
  period: z.number().int().min(1).max(1_500).default(5),
  /** 0 is an average of averages, 1 a triple DEMA. */
  volume: z.number().min(0).max(1).default(0.7),
});

type Params = z.infer<typeof params>;

/** Tillson's T3 of the close, in quote currency: six exponential averages in a row, mixed by the cube of (1 + v) A - v A(A). */
export const t3 = {
  name: 't3',
  version: 1,
  about: "Tillson's T3 moving average of the close",
  source: 'Tillson (1998); TA-Lib T3',
  params,
  fields: ['value'],
  warmup: (p) => 6 * (p.period - 1),
  memory: (p) => 6 * p.period + 3 * barsToFade(2 / (p.period + 1)),
  start(p, _use, bars, out) {
    const weight = 2 / (p.period + 1);
    const [a, b, c] = [new Smoother(p.period, weight), new Smoother(p.period, weight), new Smoother(p.period, weight)];
    const [d, e, f] = [new Smoother(p.period, weight), new Smoother(p.period, weight), new Smoother(p.period, weight)];
    const v = p.volume;
    const [sixth, fifth] = [-(v ** 3), 3 * v ** 2 * (1 + v)];
    const [fourth, third] = [-3 * v * (1 + v) ** 2, (1 + v) ** 3];
    return (from, to) => {
      const prices = bars.close.values;
      const values = out.value.values;
      for (let i = from - bars.first; i < to - bars.first; i++) {
        const three = c.push(b.push(a.push(prices[i] ?? Number.NaN)));
        const four = d.push(three);
        const five = e.push(four);
        values[i] = sixth * f.push(five) + fifth * five + fourth * four + third * three;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
