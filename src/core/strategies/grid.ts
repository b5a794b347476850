import { z } from 'zod';
import { adx } from '../indicators/adx.ts';
import { sma } from '../indicators/sma.ts';
import { numberText } from '../reply/format.ts';
import type { Strategy } from '../study/plug.ts';
import { unit } from './grade.ts';

const params = z.object({
  /** Bars of the simple average that the grid is centred on. */
  period: z.number().int().min(2).max(1000).default(200),
  /** Whether steps are equal in price (a part of the centre) or in proportion. */
  steps: z.enum(['arithmetic', 'geometric']).default('arithmetic'),
  /** A step, in per cent of the centre or of the step before. */
  percent: z.number().min(0.05).max(20).default(1),
  /** Steps on each side of the centre; as many parts can be held. */
  levels: z.number().int().min(1).max(50).default(5),
  adxPeriod: z.number().int().min(2).max(200).default(14),
});

type Params = z.infer<typeof params>;

/** ADX up to which the market counts as a range, and from which a grid would only collect losses. */
const RANGE_ADX = 20;
const TREND_ADX = 40;

/**
 * Steps of the grid between the centre and the price, rounded towards the centre; negative below it. A line just reached counts.
 * Exported for its own test.
 */
export function stepsAway(price: number, centre: number, { steps, percent }: Pick<Params, 'steps' | 'percent'>): number {
  const size = percent / 100;
  const away = steps === 'arithmetic' ? (price / centre - 1) / size : Math.log(price / centre) / Math.log1p(size);
  return Math.trunc(away + Math.sign(away) * 1e-9);
}

/**
 * A grid around a slow average. Inventory rule: at each line below the centre one more part is held, up to `levels`, and given back at
 * each line on the way up; above the centre the mirror, for a market that can be sold short. So the score is the inventory that this
 * line calls for: minus the steps from the centre over `levels`. Beyond the outermost line the range is broken: nothing is added and
 * the vote is 0, which leaves what is held to its stop. Confidence is how little ADX says trend.
 */
export const grid = {
  name: 'grid',
  version: 1,
  about: 'Holds more at each line of a grid below its centre, less at each above',
  source: 'Grid trading as market makers practise it: equal steps (arithmetic) or equal ratios (geometric)',
  params,
  fields: ['score', 'confidence'],
  warmup: (p) => Math.max(p.period - 1, adx.warmup({ period: p.adxPeriod })),
  memory: (p) => Math.max(p.period, adx.memory({ period: p.adxPeriod })),
  start(p, use, bars, out) {
    const centre = use(sma, { period: p.period }).value;
    const trend = use(adx, { period: p.adxPeriod }).adx;
    const warm = grid.warmup(p);
    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        const price = bars.close.at(i);
        if (i < warm || Number.isNaN(price + centre.at(i) + trend.at(i))) {
          out.score.set(i, Number.NaN);
          out.confidence.set(i, Number.NaN);
          continue;
        }
        const away = stepsAway(price, centre.at(i), p);
        const inside = away !== 0 && Math.abs(away) <= p.levels;
        out.score.set(i, inside ? -away / p.levels : 0);
        out.confidence.set(i, inside ? unit((TREND_ADX - trend.at(i)) / (TREND_ADX - RANGE_ADX)) : 0);
      }
    };
    const explain = (i: number): readonly string[] => {
      const away = stepsAway(bars.close.at(i), centre.at(i), p);
      const where =
        Math.abs(away) > p.levels
          ? `beyond the grid's ${p.levels} lines: nothing is added`
          : `${Math.abs(away)} of ${p.levels} lines ${away < 0 ? 'below' : 'above'} the centre`;
      return [where, `ADX ${numberText(trend.at(i), 0)} (range up to ${RANGE_ADX}, none above ${TREND_ADX})`];
    };
    return { advance, explain };
  },
} satisfies Strategy<Params>;
