import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(1).max(10_000).default(10),
});

type Params = z.infer<typeof params>;

/** Rate of change of the close over the last bars, in percent of the close then. */
export const roc = {
  name: 'roc',
  version: 1,
  about: 'Rate of change of the close, in percent',
  source: 'TA-Lib ROC',
  params,
  fields: ['value'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1,
  start(p, _use, bars, out) {
    const { close } = bars;
    return (from, to) => {
      const { first } = bars;
      const values = out.value.values;
      for (let i = from; i < to; i++) {
        const before = close.at(i - p.period);
        values[i - first] = before === 0 ? 0 : 100 * (close.at(i) / before - 1);
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
