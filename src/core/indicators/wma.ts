import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowLine } from './windowLine.ts';

const params = z.object({
  /** Bars; the newest one weighs `period`, the oldest 1. */
  period: z.number().int().min(1).max(10_000).default(30),
});

type Params = z.infer<typeof params>;

/**
 * Linearly weighted moving average of the close, in quote currency. Weights of 1 to n are those of a straight line, so it lies a
 * third of the way from the least-squares line's middle to its end.
 */
export const wma = {
  name: 'wma',
  version: 1,
  about: 'Linearly weighted moving average of the close',
  source: 'TA-Lib WMA',
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const line = new WindowLine(p.period);
    const reach = (p.period - 1) / 6;
    return (from, to) => {
      const prices = bars.close.values;
      const values = out.value.values;
      for (let i = from - bars.first; i < to - bars.first; i++) {
        line.push(prices[i] ?? Number.NaN);
        values[i] = line.mean + line.slope * reach;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
