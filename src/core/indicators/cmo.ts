import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(1).max(1000).default(14),
  /** `wilder` smooths gains and losses as TA-Lib does; `sum` adds up those of the last bars as Chande did. */
  average: z.enum(['wilder', 'sum']).default('wilder'),
});

type Params = z.infer<typeof params>;

/**
 * Chande momentum oscillator, -100 to 100: gains less losses as a share of both; 0 at rest. TA-Lib's, the default here, smooths them
 * by Wilder and so is the relative strength index on another scale; Chande's own book, Tulip and Stock.Indicators take plain sums.
 */
export const cmo = {
  name: 'cmo',
  version: 1,
  about: 'Chande momentum oscillator of the close',
  source: 'Chande and Kroll, The New Technical Trader (1994); TA-Lib CMO',
  params,
  fields: ['value'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1 + (p.average === 'wilder' ? barsToFade(1 / p.period) : 0),
  start(p, _use, bars, out) {
    const over = () => (p.average === 'wilder' ? new Smoother(p.period, 1 / p.period) : new WindowSum(p.period));
    const gains = over();
    const losses = over();
    return (from, to) => {
      const { first } = bars;
      const prices = bars.close.values;
      const values = out.value.values;
      let before = bars.close.at(from - 1);
      for (let i = from - first; i < to - first; i++) {
        const price = prices[i] ?? Number.NaN;
        const change = price - before;
        before = price;
        // Math.max carries a NaN on, so that a gap begins both anew.
        const gain = gains.push(Math.max(change, 0));
        const loss = losses.push(Math.max(-change, 0));
        const moved = gain + loss;
        values[i] = moved === 0 ? 0 : (100 * (gain - loss)) / moved;
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
