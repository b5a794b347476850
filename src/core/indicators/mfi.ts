import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { WindowSum } from './windowSum.ts';

const params = z.object({
  /** Bars. */
  period: z.number().int().min(1).max(1000).default(14),
});

type Params = z.infer<typeof params>;

/** Typical prices that differ by less than this, of the price, are one. */
const SAME = 1e-12;

/**
 * Money flow index, 0 to 100: the share of turnover on bars whose typical price rose. Without any flow it is at 50; TA-Lib says 0
 * there, and also where the flow is below 1 of whatever unit it comes in, which we do not follow.
 */
export const mfi = {
  name: 'mfi',
  version: 1,
  about: 'Money flow index: share of turnover on bars with a rising typical price',
  source: 'Quong and Soudack (1989); TA-Lib MFI',
  params,
  fields: ['value'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1,
  start(p, _use, bars, out) {
    const rising = new WindowSum(p.period);
    const falling = new WindowSum(p.period);
    const state = new Float64Array([Number.NaN]);
    return (from, to) => {
      const { first } = bars;
      const [highs, lows, closes, volumes] = [bars.high.values, bars.low.values, bars.close.values, bars.volume.values];
      const values = out.value.values;
      let before = state[0] ?? Number.NaN;
      for (let i = from - first; i < to - first; i++) {
        const price = ((highs[i] ?? Number.NaN) + (lows[i] ?? Number.NaN) + (closes[i] ?? Number.NaN)) / 3;
        const flow = price * (volumes[i] ?? Number.NaN);
        const apart = price - before;
        // Equal in decimals is equal, though the sums of doubles differ in their last digit.
        const change = Math.abs(apart) <= SAME * price ? 0 : apart;
        before = price;
        // A missing candle must reach both sums.
        const none = Number.isNaN(change) ? change : 0;
        const up = rising.push(change > 0 ? flow : none);
        const both = up + falling.push(change < 0 ? flow : none);
        values[i] = both === 0 ? 50 : (100 * up) / both;
      }
      state[0] = before;
    };
  },
} satisfies Indicator<Params, 'value'>;
