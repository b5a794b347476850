import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z
  .object({
    /** By how much the line's pace grows at each new extreme, and the most it can be: fractions of the way to the extreme, a bar. */
    acceleration: z.number().min(0.001).max(1).default(0.02),
    maximum: z.number().min(0.001).max(1).default(0.2),
  })
  .refine((p) => p.acceleration <= p.maximum, { path: ['acceleration'], message: 'must not be above maximum' });

type Params = z.infer<typeof params>;

/**
 * Parabolic stop and reverse, in quote currency: the stop that holds for this bar; `direction` is 1 while it lies below the price, -1
 * above. Begun as in TA-Lib: downwards when the second bar's low falls by more than its high rises. It turns on its own past, so that
 * nothing bounds how far back it looks.
 */
export const parabolicSar = {
  name: 'parabolicSar',
  version: 1,
  about: 'Parabolic stop and reverse: a stop that speeds up with the trend',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib SAR',
  params,
  fields: ['value', 'direction'],
  warmup: () => 1,
  memory: () => Number.POSITIVE_INFINITY,
  start(p, _use, bars, out) {
    const { acceleration, maximum } = p;
    // The next bar's stop (NaN where it begins anew), the extreme of the trend, the pace, and the direction.
    const state = new Float64Array([Number.NaN, 0, 0, 1]);
    return (from, to) => {
      let stop = state[0] ?? Number.NaN;
      let extreme = state[1] ?? 0;
      let pace = state[2] ?? 0;
      let rising = (state[3] ?? 1) > 0;
      let highBefore = bars.high.at(from - 1);
      let lowBefore = bars.low.at(from - 1);
      for (let i = from; i < to; i++) {
        const high = bars.high.at(i);
        const low = bars.low.at(i);
        if (Number.isNaN(stop)) {
          const down = lowBefore - low;
          rising = !(down > 0 && high - highBefore < down);
          stop = rising ? lowBefore : highBefore;
          extreme = rising ? high : low;
          pace = acceleration;
          // The stop of the first bar may not be held back by the bar before it, which is where it begins.
          highBefore = high;
          lowBefore = low;
        }
        if (Number.isNaN(stop) || Number.isNaN(high) || Number.isNaN(low)) {
          out.value.set(i, Number.NaN);
          out.direction.set(i, Number.NaN);
          stop = Number.NaN;
        } else {
          const crossed = rising ? low <= stop : high >= stop;
          if (crossed) {
            stop = rising ? Math.max(extreme, highBefore, high) : Math.min(extreme, lowBefore, low);
            rising = !rising;
            extreme = rising ? high : low;
            pace = acceleration;
          }
          out.value.set(i, stop);
          out.direction.set(i, rising ? 1 : -1);
          if (!crossed && (rising ? high > extreme : low < extreme)) {
            extreme = rising ? high : low;
            pace = Math.min(maximum, pace + acceleration);
          }
          const next = stop + pace * (extreme - stop);
          stop = rising ? Math.min(next, lowBefore, low) : Math.max(next, highBefore, high);
        }
        highBefore = high;
        lowBefore = low;
      }
      state[0] = stop;
      state[1] = extreme;
      state[2] = pace;
      state[3] = rising ? 1 : -1;
    };
  },
} satisfies Indicator<Params, 'value' | 'direction'>;
