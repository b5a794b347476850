import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(1).max(10_000).default(20),
});

type Params = z.infer<typeof params>;

/** Simple moving average of the volume, in base currency. */
export const volumeAverage = {
  name: 'volume average',
  version: 1,
  about: 'Simple moving average of the volume',
  source: 'TA-Lib SMA of the volume',
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const window = new WindowSum(p.period);
    return (from, to) => window.average(bars.volume.values, out.value.values, from - bars.first, to - bars.first);
  },
} satisfies Indicator<Params, 'value'>;
