import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';

const params = z.object({
  /** Bars; the newest one weighs 2 / (period + 1). */
  period: z.number().int().min(1).max(10_000).default(20),
});

type Params = z.infer<typeof params>;

/** Exponential moving average of the close, in quote currency, begun by the simple average of the first `period` closes. */
export const ema = {
  name: 'ema',
  version: 1,
  about: 'Exponential moving average of the close',
  source: 'TA-Lib EMA',
  params,
  fields: ['value'],
  warmup: (p) => p.period - 1,
  memory: (p) => p.period + barsToFade(2 / (p.period + 1)),
  start(p, _use, bars, out) {
    const average = new Smoother(p.period, 2 / (p.period + 1));
    return (from, to) => average.smooth(bars.close.values, out.value.values, from - bars.first, to - bars.first);
  },
} satisfies Indicator<Params, 'value'>;
