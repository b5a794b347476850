import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';

const params = z.object({
  /** Reversal that makes a point, in per cent of its price. */
  percent: z.number().min(0.01).max(90).default(5),
  /** Whether points lie at closes, or at highs and lows. */
  price: z.enum(['close', 'extremes']).default('close'),
});

type Params = z.infer<typeof params>;

/**
 * Turning points, confirmed ones only: a high is one once the price has come down from it by `percent`, a low once it has risen by as
 * much. `value` is the price of the newest point known at this bar, `direction` the way the price has gone since (1 up from a low, -1
 * down from a high), `age` the bars since it. The line that is usually drawn knows points before they are confirmed; this one never
 * does. It turns on its own past, so that nothing bounds how far back it looks.
 */
export const zigzag = {
  name: 'zigzag',
  version: 1,
  about: 'Zigzag: turning points of a least size, known once they are confirmed',
  source: 'Merrill, Filtered Waves (1977); Stock.Indicators ZigZag',
  params,
  fields: ['value', 'direction', 'age'],
  sparse: ['value', 'direction', 'age'],
  warmup: () => 0,
  memory: () => Number.POSITIVE_INFINITY,
  start(p, _use, bars, out) {
    const least = p.percent / 100;
    const [highs, lows] = p.price === 'close' ? [bars.close, bars.close] : [bars.high, bars.low];
    // The price and bar of the last point; the highest since, the lowest since, with their bars; the direction, 0 before the first.
    const state = new Float64Array([Number.NaN, 0, Number.NaN, 0, Number.NaN, 0, 0]);
    return (from, to) => {
      let point = state[0] ?? Number.NaN;
      let pointAt = state[1] ?? 0;
      let top = state[2] ?? Number.NaN;
      let topAt = state[3] ?? 0;
      let bottom = state[4] ?? Number.NaN;
      let bottomAt = state[5] ?? 0;
      let direction = state[6] ?? 0;
      for (let i = from; i < to; i++) {
        const high = highs.at(i);
        const low = lows.at(i);
        if (!(top >= high) && !Number.isNaN(high)) {
          top = high;
          topAt = i;
        }
        if (!(bottom <= low) && !Number.isNaN(low)) {
          bottom = low;
          bottomAt = i;
        }
        const falls = direction >= 0 && topAt < i && low <= top * (1 - least);
        const rises = direction <= 0 && bottomAt < i && high >= bottom * (1 + least);
        // Within one bar nobody knows which price came first: before the first point the fall counts.
        if (falls || rises) {
          point = falls ? top : bottom;
          pointAt = falls ? topAt : bottomAt;
          direction = falls ? -1 : 1;
          top = high;
          topAt = i;
          bottom = low;
          bottomAt = i;
        }
        out.value.set(i, point);
        out.direction.set(i, direction === 0 ? Number.NaN : direction);
        out.age.set(i, Number.isNaN(point) ? Number.NaN : i - pointAt);
      }
      state[0] = point;
      state[1] = pointAt;
      state[2] = top;
      state[3] = topAt;
      state[4] = bottom;
      state[5] = bottomAt;
      state[6] = direction;
    };
  },
} satisfies Indicator<Params, 'value' | 'direction' | 'age'>;
