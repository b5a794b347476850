import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(1).max(10_000).default(20),
});

type Params = z.infer<typeof params>;

/** Volume-weighted average of the typical price (high + low + close) / 3 over the last bars; NaN where nothing was traded in them. */
export const vwap = {
  name: 'vwap',
  version: 1,
  about: 'Volume-weighted average price over a rolling window',
  source: 'Berkowitz, Logue, Noser (1988), over a moving window',
  params,
  fields: ['value'],
  sparse: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const { high, low, close, volume } = bars;
    const { value } = out;
    const turnover = new WindowSum(p.period);
    const traded = new WindowSum(p.period);
    return (from, to) => {
      for (let i = from; i < to; i++) {
        const size = volume.at(i);
        const typical = (high.at(i) + low.at(i) + close.at(i)) / 3;
        value.set(i, turnover.push(typical * size) / traded.push(size));
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
