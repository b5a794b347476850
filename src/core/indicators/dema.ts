import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';

const params = z.object({
  /** Bars of both averages. */
  period: z.number().int().min(1).max(5_000).default(30),
});

type Params = z.infer<typeof params>;

/**
 * Double exponential moving average of the close, in quote currency: twice the average less the average of the average. As in
 * TA-Lib the second average begins with the simple mean of the first `period` values of the first.
 */
export const dema = {
  name: 'dema',
  version: 1,
  about: 'Double exponential moving average of the close',
  source: 'Mulloy (1994); TA-Lib DEMA',
  params,
  fields: ['value'],
  warmup: (p) => 2 * (p.period - 1),
  // Smoothings in a row fade more slowly than one.
  memory: (p) => 2 * p.period + Math.ceil(1.5 * barsToFade(2 / (p.period + 1))),
  start(p, _use, bars, out) {
    const weight = 2 / (p.period + 1);
    const once = new Smoother(p.period, weight);
    const twice = new Smoother(p.period, weight);
    return (from, to) => {
      const prices = bars.close.values;
      const values = out.value.values;
      for (let i = from - bars.first; i < to - bars.first; i++) {
        const average = once.push(prices[i] ?? Number.NaN);
        values[i] = 2 * average - twice.push(average);
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
