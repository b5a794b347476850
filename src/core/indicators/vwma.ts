import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(1).max(10_000).default(20),
});

type Params = z.infer<typeof params>;

/** Volume-weighted moving average of the close, in quote currency; NaN where nothing was traded in its bars. */
export const vwma = {
  name: 'vwma',
  version: 1,
  about: 'Moving average of the close, weighted by volume',
  source: 'Stock.Indicators VWMA',
  params,
  fields: ['value'],
  sparse: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const turnover = new WindowSum(p.period);
    const traded = new WindowSum(p.period);
    return (from, to) => {
      const [prices, volumes, values] = [bars.close.values, bars.volume.values, out.value.values];
      for (let i = from - bars.first; i < to - bars.first; i++) {
        const volume = volumes[i] ?? Number.NaN;
        values[i] = turnover.push((prices[i] ?? Number.NaN) * volume) / traded.push(volume);
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
