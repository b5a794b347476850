import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';

const params = z.object({
  /** Bars of each of the three averages. */
  period: z.number().int().min(1).max(3_000).default(30),
});

type Params = z.infer<typeof params>;

/** Rate of change from bar to bar, in per cent, of the close smoothed three times by an exponential average. */
export const trix = {
  name: 'trix',
  version: 1,
  about: 'Rate of change of a triple exponential average, in per cent',
  source: 'Hutson (1983); TA-Lib TRIX',
  params,
  fields: ['value'],
  warmup: (p) => 3 * (p.period - 1) + 1,
  memory: (p) => 3 * p.period + 1 + 2 * barsToFade(2 / (p.period + 1)),
  start(p, _use, bars, out) {
    const weight = 2 / (p.period + 1);
    const once = new Smoother(p.period, weight);
    const twice = new Smoother(p.period, weight);
    const thrice = new Smoother(p.period, weight);
    const last = new Float64Array([Number.NaN]);
    return (from, to) => {
      const prices = bars.close.values;
      const values = out.value.values;
      let before = last[0] ?? Number.NaN;
      for (let i = from - bars.first; i < to - bars.first; i++) {
        const average = thrice.push(twice.push(once.push(prices[i] ?? Number.NaN)));
        values[i] = 100 * (average / before - 1);
        before = average;
      }
      last[0] = before;
    };
  },
} satisfies Indicator<Params, 'value'>;
