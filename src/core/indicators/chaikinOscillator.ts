import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { moneyFlow } from './moneyFlow.ts';

const params = z
  .object({
    /** Bars of the fast and the slow average. */
    fast: z.number().int().min(1).max(1000).default(3),
    slow: z.number().int().min(2).max(1000).default(10),
  })
  .refine((p) => p.fast < p.slow, { path: ['fast'], message: 'must be smaller than slow' });

type Params = z.infer<typeof params>;

/**
 * Chaikin oscillator, in base currency: fast less slow exponential average of the accumulation/distribution line. As in TA-Lib both
 * averages begin with the line's first value, not with a mean. Kept is how far each lies behind the line: the line itself grows
 * without end, and the oscillator would be lost in its rounding.
 */
export const chaikinOscillator = {
  name: 'chaikinOscillator',
  version: 1,
  about: 'Chaikin oscillator: fast less slow average of the accumulation/distribution line',
  source: 'Chaikin; TA-Lib ADOSC',
  params,
  fields: ['value'],
  warmup: (p) => p.slow - 1,
  memory: (p) => p.slow + barsToFade(2 / (p.slow + 1)),
  start(p, _use, bars, out) {
    const fastKeeps = 1 - 2 / (p.fast + 1);
    const slowKeeps = 1 - 2 / (p.slow + 1);
    // How far the fast and the slow average lie behind the line.
    const state = new Float64Array(2);
    let missing = p.slow;
    return (from, to) => {
      const { first } = bars;
      const [highs, lows, closes, volumes] = [bars.high.values, bars.low.values, bars.close.values, bars.volume.values];
      const values = out.value.values;
      let [fast, slow] = [state[0] ?? 0, state[1] ?? 0];
      for (let i = from - first; i < to - first; i++) {
        const flow = moneyFlow(highs[i] ?? Number.NaN, lows[i] ?? Number.NaN, closes[i] ?? Number.NaN, volumes[i] ?? Number.NaN);
        const begins = missing === p.slow;
        fast = begins ? 0 : (fast + flow) * fastKeeps;
        slow = begins ? 0 : (slow + flow) * slowKeeps;
        if (Number.isNaN(flow)) missing = p.slow;
        else if (missing > 0) missing -= 1;
        values[i] = missing > 0 ? Number.NaN : slow - fast;
      }
      state[0] = fast;
      state[1] = slow;
    };
  },
} satisfies Indicator<Params, 'value'>;
