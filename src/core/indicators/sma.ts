import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(1).max(10_000).default(20),
});

type Params = z.infer<typeof params>;

/** Simple moving average of the close, in quote currency. */
export const sma = {
  name: 'sma',
  version: 1,
  about: 'Simple moving average of the close',
  source: 'TA-Lib SMA',
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const window = new WindowSum(p.period);
    return (from, to) => window.average(bars.close.values, out.value.values, from - bars.first, to - bars.first);
  },
} satisfies Indicator<Params, 'value'>;
