import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowMoments } from './windowMoments.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(2).max(10_000).default(20),
});

type Params = z.infer<typeof params>;

/** Population standard deviation of the close, in quote currency. */
export const standardDeviation = {
  name: 'standard deviation',
  version: 1,
  about: 'Population standard deviation of the close',
  source: 'TA-Lib STDDEV',
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const window = new WindowMoments(p.period);
    // Only the deviation is asked for, and it is written after the mean.
    return (from, to) =>
      window.measure(bars.close.values, out.value.values, out.value.values, from - bars.first, to - bars.first);
  },
} satisfies Indicator<Params, 'value'>;
