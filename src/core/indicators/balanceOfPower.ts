import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars over which it is averaged; 1 gives each bar's own, as TA-Lib does. */
  smooth: z.number().int().min(1).max(1000).default(1),
});

type Params = z.infer<typeof params>;

/** Balance of power, -1 to 1: close less open as a fraction of the bar's range; 0 where it has none. */
export const balanceOfPower = {
  name: 'balanceOfPower',
  version: 1,
  about: 'Balance of power: how much of its range a bar went from open to close',
  source: 'Livshin, Technical Analysis of Stocks and Commodities (2001); TA-Lib BOP',
  params,
  fields: ['value'],
  warmup: (p) => p.smooth - 1,
  memory: (p) => p.smooth,
  start(p, _use, bars, out) {
    const window = new WindowSum(p.smooth);
    return (from, to) => {
      const { first } = bars;
      const [opens, highs, lows, closes] = [bars.open.values, bars.high.values, bars.low.values, bars.close.values];
      const values = out.value.values;
      for (let i = from - first; i < to - first; i++) {
        const range = (highs[i] ?? Number.NaN) - (lows[i] ?? Number.NaN);
        values[i] = range === 0 ? 0 : ((closes[i] ?? Number.NaN) - (opens[i] ?? Number.NaN)) / range;
      }
      window.average(values, values, from - first, to - first);
    };
  },
} satisfies Indicator<Params, 'value'>;
