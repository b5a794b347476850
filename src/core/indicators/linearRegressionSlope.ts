import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowLine } from './windowLine.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(2).max(10_000).default(14),
});

type Params = z.infer<typeof params>;

/** Slope of the least-squares line through the last closes, in quote currency a bar. */
export const linearRegressionSlope = {
  name: 'linearRegressionSlope',
  version: 1,
  about: 'Slope of the least-squares line through the last closes',
  source: 'TA-Lib LINEARREG_SLOPE',
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const line = new WindowLine(p.period);
    return (from, to) => {
      const prices = bars.close.values;
      const values = out.value.values;
      for (let i = from - bars.first; i < to - bars.first; i++) {
        line.push(prices[i] ?? Number.NaN);
        values[i] = line.slope;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
