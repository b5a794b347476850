import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(2).max(500).default(9),
  /** Where the most weight lies: 0 at the oldest bar, 1 at the newest. */
  offset: z.number().min(0).max(1).default(0.85),
  /** Bars of the period over one standard deviation of the weights. */
  sigma: z.number().min(0.1).max(100).default(6),
});

type Params = z.infer<typeof params>;

/** Arnaud Legoux moving average of the close, in quote currency: weights of a normal curve, centred near the newest bar. */
export const alma = {
  name: 'alma',
  version: 1,
  about: 'Arnaud Legoux moving average of the close',
  source: 'Legoux and Kouzis-Loukas (2009); Stock.Indicators ALMA',
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const n = p.period;
    const raw = Float64Array.from({ length: n }, (_, k) => Math.exp(-((k - p.offset * (n - 1)) ** 2) / (2 * (n / p.sigma) ** 2)));
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    const weights = raw.map((weight) => weight / total);
    return (from, to) => {
      const prices = bars.close.values;
      const values = out.value.values;
      for (let i = from - bars.first; i < to - bars.first; i++) {
        let average = 0;
        for (let k = 0; k < n; k++) average += (weights[k] ?? 0) * (prices[i - n + 1 + k] ?? Number.NaN);
        values[i] = average;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
