import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { barsToFade } from './fading.ts';
import { Smoother } from './smoother.ts';

const params = z.object({
  /** Bars; the newest one weighs 2 / (period + 1). */
  period: z.number().int().min(1).max(1000).default(13),
});

type Params = z.infer<typeof params>;

/** Force index, in quote currency: exponential average of the change of the close times the volume. */
export const forceIndex = {
  name: 'forceIndex',
  version: 1,
  about: 'Force index: how far the close went, and with how much volume',
  source: 'Elder, Trading for a Living (1993)',
  params,
  fields: ['value'],
  warmup: (p) => p.period,
  memory: (p) => p.period + 1 + barsToFade(2 / (p.period + 1)),
  start(p, _use, bars, out) {
    const average = new Smoother(p.period, 2 / (p.period + 1));
    return (from, to) => {
      const { first } = bars;
      const [closes, volumes] = [bars.close.values, bars.volume.values];
      const values = out.value.values;
      let before = bars.close.at(from - 1);
      for (let i = from - first; i < to - first; i++) {
        const price = closes[i] ?? Number.NaN;
        values[i] = (price - before) * (volumes[i] ?? Number.NaN);
        before = price;
      }
      average.smooth(values, values, from - first, to - first);
    };
  },
} satisfies Indicator<Params, 'value'>;
