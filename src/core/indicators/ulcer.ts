import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({
  /** Bars; each is looked at again on every bar. */
  period: z.number().int().min(2).max(1000).default(14),
});

type Params = z.infer<typeof params>;

/**
 * Ulcer index: root mean square of the drawdowns within the last bars, in percent. Each close is put against the highest one of the
 * window up to it, as in Stock.Indicators; others put it against the highest of a window of its own, which lies further back.
 */
export const ulcer = {
  name: 'ulcer',
  version: 1,
  about: 'Ulcer index: how deep and how long the close lay below its high',
  source: "Martin and McCann, The Investor's Guide to Fidelity Funds (1989); Stock.Indicators UlcerIndex",
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period,
  start(p, _use, bars, out) {
    const n = p.period;
    const { close } = bars;
    return (from, to) => {
      for (let i = from; i < to; i++) {
        let highest = Number.NEGATIVE_INFINITY;
        let squares = 0;
        for (let j = i - n + 1; j <= i; j++) {
          const price = close.at(j);
          highest = Math.max(highest, price);
          const fall = highest === 0 ? 0 : 100 * (price / highest - 1);
          squares += fall * fall;
        }
        out.value.set(i, Math.sqrt(squares / n));
      }
    };
  },
} satisfies Indicator<Params, 'value'>;
