import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(1).max(10_000).default(10),
});

type Params = z.infer<typeof params>;

/** Momentum: the close less that of `period` bars before, in quote currency. */
export const momentum = {
  name: 'momentum',
  version: 1,
  about: 'Momentum: change of the close over the last bars',
  source: 'TA-Lib MOM',
  params,
  fields: ['value'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1,
  start(p, _use, bars, out) {
    const { close } = bars;
    return (from, to) => {
      const { first } = bars;
      const values = out.value.values;
      for (let i = from; i < to; i++) values[i - first] = close.at(i) - close.at(i - p.period);
    };
  },
} satisfies Indicator<Params, 'value'>;
