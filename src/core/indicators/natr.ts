import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { atr } from './atr.ts';

const params = z.object({
  /** Bars of the average true range. */
  period: z.number().int().min(1).max(1000).default(14),
});

type Params = z.infer<typeof params>;

/** Average true range in per cent of the close, so that symbols of any price compare. */
export const natr = {
  name: 'natr',
  version: 1,
  about: 'Average true range in per cent of the close',
  source: 'TA-Lib NATR',
  params,
  fields: ['value'],
  warmup: (p) => p.period,
  memory: (p) => atr.memory(p),
  start(p, use, bars, out) {
    const range = use(atr, p).value;
    return (from, to) => {
      for (let i = from; i < to; i++) out.value.set(i, (100 * range.at(i)) / bars.close.at(i));
    };
  },
} satisfies Indicator<Params, 'value'>;
