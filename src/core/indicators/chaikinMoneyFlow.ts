import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { moneyFlow } from './moneyFlow.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(1).max(1000).default(20),
});

type Params = z.infer<typeof params>;

/** Chaikin money flow, -1 to 1: money flow of the last bars as a fraction of their volume; 0 where nothing was traded. */
export const chaikinMoneyFlow = {
  name: 'chaikinMoneyFlow',
  version: 1,
  about: "Chaikin money flow: volume counted by where in a bar's range it closed, as a fraction of all volume",
  source: 'Chaikin; Stock.Indicators Cmf, Tulip CMF',
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const flows = new WindowSum(p.period);
    const traded = new WindowSum(p.period);
    return (from, to) => {
      const { first } = bars;
      const [highs, lows, closes, volumes] = [bars.high.values, bars.low.values, bars.close.values, bars.volume.values];
      const values = out.value.values;
      for (let i = from - first; i < to - first; i++) {
        const size = volumes[i] ?? Number.NaN;
        const flow = flows.push(moneyFlow(highs[i] ?? Number.NaN, lows[i] ?? Number.NaN, closes[i] ?? Number.NaN, size));
        const total = traded.push(size);
        values[i] = total === 0 ? 0 : flow / total;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
