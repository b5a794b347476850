import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';

const params = z.object({
  /** Bars of all three averages. */
  period: z.number().int().min(1).max(3_000).default(30),
});

type Params = z.infer<typeof params>;

/** Triple exponential moving average of the close, in quote currency: 3 A - 3 A(A) + A(A(A)), each begun as in `dema`. */
export const tema = {
  name: 'tema',
  version: 1,
  about: 'Triple exponential moving average of the close',
  source: 'Mulloy (1994); TA-Lib TEMA',
  params,
  fields: ['value'],
  warmup: (p) => 3 * (p.period - 1),
  memory: (p) => 3 * p.period + 2 * barsToFade(2 / (p.period + 1)),
  start(p, _use, bars, out) {
    const weight = 2 / (p.period + 1);
    const once = new Smoother(p.period, weight);
    const twice = new Smoother(p.period, weight);
    const thrice = new Smoother(p.period, weight);
    return (from, to) => {
      const prices = bars.close.values;
      const values = out.value.values;
      for (let i = from - bars.first; i < to - bars.first; i++) {
        const first = once.push(prices[i] ?? Number.NaN);
        const second = twice.push(first);
        values[i] = 3 * first - 3 * second + thrice.push(second);
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
