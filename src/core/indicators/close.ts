import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({});

/** The close as a column, so that another symbol's or timeframe's price can be asked for. */
export const close = {
  name: 'close',
  version: 1,
  about: "A candle's close",
  source: 'The candle itself',
  params,
  fields: ['value'],
  warmup: () => 0,
  memory: () => 1,
  start(_p, _use, bars, out) {
    return (from, to) => {
      for (let i = from; i < to; i++) out.value.set(i, bars.close.at(i));
    };
  },
} satisfies Indicator<Record<string, never>, 'value'>;
