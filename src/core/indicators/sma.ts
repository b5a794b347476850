import { z } from 'zod';
import type { Indicator } from '../study.ts';
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
    const n = p.period;
    const { close } = bars;
    const { value } = out;
    const window = new WindowSum(n);
    return (from, to) => {
      for (let i = from; i < to; i++) value.set(i, window.push(close.at(i)) / n);
    };
  },
} satisfies Indicator<Params, 'value'>;
