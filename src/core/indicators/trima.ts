import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars; those in the middle weigh most. */
  period: z.number().int().min(1).max(10_000).default(30),
});

type Params = z.infer<typeof params>;

/** Triangular moving average of the close, in quote currency: the simple average over one half of the simple average over the other. */
export const trima = {
  name: 'trima',
  version: 1,
  about: 'Triangular moving average of the close',
  source: 'TA-Lib TRIMA',
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const first = Math.floor((p.period + 1) / 2);
    const second = p.period + 1 - first;
    const inner = new WindowSum(first);
    const outer = new WindowSum(second);
    return (from, to) => {
      const prices = bars.close.values;
      const values = out.value.values;
      for (let i = from - bars.first; i < to - bars.first; i++)
        values[i] = outer.push(inner.push(prices[i] ?? Number.NaN) / first) / second;
    };
  },
} satisfies Indicator<Params, 'value'>;
