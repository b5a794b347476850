import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowLine } from './windowLine.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(2).max(10_000).default(14),
});

type Params = z.infer<typeof params>;

/**
 * The least-squares line through the last closes: its value at the newest bar and at the oldest (`intercept`), its slope in quote
 * currency a bar, and that slope's angle in degrees.
 */
export const linearRegression = {
  name: 'linearRegression',
  version: 1,
  about: 'Least-squares line through the last closes',
  source: 'TA-Lib LINEARREG, LINEARREG_SLOPE, LINEARREG_INTERCEPT and LINEARREG_ANGLE',
  params,
  fields: ['value', 'slope', 'intercept', 'angle'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const line = new WindowLine(p.period);
    const reach = (p.period - 1) / 2;
    return (from, to) => {
      const prices = bars.close.values;
      const [values, slopes] = [out.value.values, out.slope.values];
      const [intercepts, angles] = [out.intercept.values, out.angle.values];
      for (let i = from - bars.first; i < to - bars.first; i++) {
        line.push(prices[i] ?? Number.NaN);
        const { mean, slope } = line;
        values[i] = mean + slope * reach;
        slopes[i] = slope;
        intercepts[i] = mean - slope * reach;
        angles[i] = (Math.atan(slope) * 180) / Math.PI;
      }
    };
  },
} satisfies Indicator<Params, 'value' | 'slope' | 'intercept' | 'angle'>;
