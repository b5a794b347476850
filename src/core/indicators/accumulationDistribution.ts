import { z } from 'zod';
import type { Indicator } from '../study/plug.ts';
import { moneyFlow } from './moneyFlow.ts';

const params = z.object({});

/**
 * Accumulation/distribution line, in base currency: the sum of Chaikin's money flow. Like on-balance volume its level depends on
 * where the study began and never forgets it; only its changes mean something.
 */
export const accumulationDistribution = {
  name: 'accumulationDistribution',
  version: 1,
  about: "Accumulation/distribution line: volume counted by where in a bar's range it closed",
  source: 'Chaikin; TA-Lib AD',
  params,
  fields: ['value'],
  warmup: () => 0,
  memory: () => Number.POSITIVE_INFINITY,
  start(_p, _use, bars, out) {
    const state = new Float64Array(1);
    return (from, to) => {
      const { first } = bars;
      const [highs, lows, closes, volumes] = [bars.high.values, bars.low.values, bars.close.values, bars.volume.values];
      const values = out.value.values;
      let sum = state[0] ?? 0;
      for (let i = from - first; i < to - first; i++) {
        const next =
          sum + moneyFlow(highs[i] ?? Number.NaN, lows[i] ?? Number.NaN, closes[i] ?? Number.NaN, volumes[i] ?? Number.NaN);
        values[i] = next;
        if (!Number.isNaN(next)) sum = next;
      }
      state[0] = sum;
    };
  },
} satisfies Indicator<Record<string, never>, 'value'>;
