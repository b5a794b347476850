import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';

const params = z.object({
  /** Bars; the newest one weighs 1 / period. */
  period: z.number().int().min(1).max(10_000).default(20),
});

type Params = z.infer<typeof params>;

/** Smoothed moving average of the close (Wilder's), in quote currency, begun by the simple average of the first `period` closes. */
export const smma = {
  name: 'smma',
  version: 1,
  about: "Wilder's smoothed moving average of the close",
  source: 'Wilder, New Concepts in Technical Trading Systems (1978)',
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period + barsToFade(1 / p.period),
  start(p, _use, bars, out) {
    const average = new Smoother(p.period, 1 / p.period);
    return (from, to) => average.smooth(bars.close.values, out.value.values, from - bars.first, to - bars.first);
  },
} satisfies Indicator<Params, 'value'>;
