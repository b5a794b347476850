import { z } from 'zod';
import { atr } from '../indicators/atr.ts';
import { macd as indicator } from '../indicators/macd.ts';
import { numberText } from '../reply/format.ts';
import type { Strategy } from '../study/plug.ts';
import { advanceCrossing, crossedAgo, FRESH } from './crossing.ts';

const params = z
  .object({
    /** Bars of the fast, the slow and the signal average. */
    fast: z.number().int().min(1).max(500).default(12),
    slow: z.number().int().min(2).max(1000).default(26),
    signal: z.number().int().min(1).max(500).default(9),
    atrPeriod: z.number().int().min(2).max(200).default(14),
  })
  .refine((p) => p.fast < p.slow, { path: ['fast'], message: 'must be smaller than slow' });

type Params = z.infer<typeof params>;

const lineParams = (p: Params) => ({ fast: p.fast, slow: p.slow, signal: p.signal });

/** Follows the side on which MACD lies of its signal line, most of all where it has just crossed. */
export const macd = {
  name: 'macd',
  version: 1,
  about: 'Follows MACD across its signal line',
  source: 'Appel, The Moving Average Convergence-Divergence Trading Method (1979)',
  params,
  fields: ['score', 'confidence'],
  warmup: (p) => Math.max(indicator.warmup(lineParams(p)) + FRESH, atr.warmup({ period: p.atrPeriod })),
  memory: (p) => Math.max(indicator.memory(lineParams(p)) + FRESH + 1, atr.memory({ period: p.atrPeriod })),
  start(p, use, bars, out) {
    const { macd: fast, signal: slow } = use(indicator, lineParams(p));
    const lines = { fast, slow, price: bars.close, range: use(atr, { period: p.atrPeriod }).value };
    const explain = (i: number): readonly string[] => {
      const apart = fast.at(i) - slow.at(i);
      const ago = crossedAgo(lines, i);
      return [
        `MACD ${apart > 0 ? 'above' : 'below'} its signal by ${numberText(Math.abs(apart) / lines.range.at(i), 2)} ATR`,
        ago < FRESH ? `crossed ${ago} bars ago` : `crossed ${FRESH} bars ago or more`,
      ];
    };
    const warm: number = macd.warmup(p);
    return { advance: advanceCrossing(lines, warm, out), explain };
  },
} satisfies Strategy<Params>;
