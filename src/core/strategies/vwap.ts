import { z } from 'zod';
import { atr } from '../indicators/atr.ts';
import { vwap as indicator } from '../indicators/vwap.ts';
import { numberText } from '../reply/format.ts';
import type { Strategy } from '../study/plug.ts';
import { unit } from './grade.ts';

const params = z.object({
  /** Bars of the average. */
  period: z.number().int().min(2).max(1000).default(50),
  atrPeriod: z.number().int().min(2).max(200).default(14),
});

type Params = z.infer<typeof params>;

/** Average true ranges from the average at which the vote is full, and beyond which it fades to nothing: too late to join. */
const FULL = 1;
const LATE = 3;
const GONE = 6;
/** Bars over which the average's own direction is taken. */
const SLOPE = 10;

/**
 * Joins the side that pays more than the volume-weighted average price: long above it, short below. Score: the distance in average
 * true ranges, full at 1, fading from 3 to nothing at 6. Confidence is the mean of that grade and of the average running the same way.
 * Silent while nothing is traded.
 */
export const vwap = {
  name: 'vwap',
  version: 1,
  about: 'Joins the side of the volume-weighted average price that the close is on',
  source: 'Berkowitz, Logue, Noser (1988) for the average; its use as a dividing line is traders’ custom',
  params,
  fields: ['score', 'confidence'],
  sparse: ['score', 'confidence'],
  warmup: (p) => Math.max(p.period - 1 + SLOPE, atr.warmup({ period: p.atrPeriod })),
  memory: (p) => Math.max(p.period + SLOPE, atr.memory({ period: p.atrPeriod })),
  start(p, use, bars, out) {
    const average = use(indicator, { period: p.period }).value;
    const range = use(atr, { period: p.atrPeriod }).value;
    const warm = vwap.warmup(p);
    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        const apart = bars.close.at(i) - average.at(i);
        const size = range.at(i);
        if (i < warm || Number.isNaN(apart + size)) {
          out.score.set(i, Number.NaN);
          out.confidence.set(i, Number.NaN);
          continue;
        }
        const side = Math.sign(apart);
        const far = size > 0 ? Math.abs(apart) / size : 0;
        const grade = unit(far / FULL) * unit((GONE - far) / (GONE - LATE));
        const slope = size > 0 ? (side * (average.at(i) - average.at(i - SLOPE))) / size : 0;
        out.score.set(i, grade === 0 ? 0 : side * grade);
        out.confidence.set(i, grade === 0 ? 0 : (grade + unit(slope)) / 2);
      }
    };
    const explain = (i: number): readonly string[] => {
      const apart = bars.close.at(i) - average.at(i);
      return [
        `close ${apart > 0 ? 'above' : 'below'} VWAP${p.period} by ${numberText(Math.abs(apart) / range.at(i), 1)} ATR (full at ${FULL}, gone at ${GONE})`,
      ];
    };
    return { advance, explain };
  },
} satisfies Strategy<Params>;
