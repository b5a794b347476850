import { z } from 'zod';
import { atr } from '../indicators/atr.ts';
import { sma } from '../indicators/sma.ts';
import { numberText } from '../reply/format.ts';
import type { Strategy } from '../study/plug.ts';
import { advanceCrossing, crossedAgo, FRESH } from './crossing.ts';

const params = z
  .object({
    /** Bars of the two averages. */
    fast: z.number().int().min(1).max(500).default(10),
    slow: z.number().int().min(2).max(1000).default(30),
    atrPeriod: z.number().int().min(2).max(200).default(14),
  })
  .refine((p) => p.fast < p.slow, { path: ['fast'], message: 'must be smaller than slow' });

type Params = z.infer<typeof params>;

/** Follows the side on which the fast simple average of the close lies of the slow one, most of all where it has just crossed. */
export const smaCross = {
  name: 'sma cross',
  version: 1,
  about: 'Follows a fast simple average across a slow one',
  source: 'Moving-average crossing, the oldest trend rule; Brock, Lakonishok, LeBaron (1992)',
  params,
  fields: ['score', 'confidence'],
  warmup: (p) => Math.max(p.slow + FRESH - 1, atr.warmup({ period: p.atrPeriod })),
  memory: (p) => Math.max(sma.memory({ period: p.slow }) + FRESH + 1, atr.memory({ period: p.atrPeriod })),
  start(p, use, bars, out) {
    const lines = {
      fast: use(sma, { period: p.fast }).value,
      slow: use(sma, { period: p.slow }).value,
      price: bars.close,
      range: use(atr, { period: p.atrPeriod }).value,
    };
    const explain = (i: number): readonly string[] => {
      const apart = lines.fast.at(i) - lines.slow.at(i);
      const ago = crossedAgo(lines, i);
      return [
        `SMA${p.fast} ${apart > 0 ? 'above' : 'below'} SMA${p.slow} by ${numberText(Math.abs(apart) / lines.range.at(i), 1)} ATR`,
        ago < FRESH ? `crossed ${ago} bars ago` : `crossed ${FRESH} bars ago or more`,
      ];
    };
    const warm: number = smaCross.warmup(p);
    return { advance: advanceCrossing(lines, warm, out), explain };
  },
} satisfies Strategy<Params>;
