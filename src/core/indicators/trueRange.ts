import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({});

/** True range, in quote currency: the bar's range, the close before it included. The first bar has none. */
export const trueRange = {
  name: 'trueRange',
  version: 1,
  about: 'True range: the range of a bar and of the gap before it',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib TRANGE',
  params,
  fields: ['value'],
  warmup: () => 1,
  memory: () => 2,
  start(_p, _use, bars, out) {
    return (from, to) => {
      const { first } = bars;
      const [highs, lows, closes] = [bars.high.values, bars.low.values, bars.close.values];
      const values = out.value.values;
      let before = bars.close.at(from - 1);
      for (let i = from - first; i < to - first; i++) {
        const top = highs[i] ?? Number.NaN;
        const bottom = lows[i] ?? Number.NaN;
        values[i] = Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before));
        before = closes[i] ?? Number.NaN;
      }
    };
  },
} satisfies Indicator<Record<string, never>, 'value'>;
