import { z } from 'zod';
import type { DeepReadonly } from './deepReadonly.ts';
import { at, REGIMES, timeframe } from './vocabulary.ts';

const gate = z.object({
  name: z.string(),
  /** NaN and absent values are null. */
  value: z.number().nullable(),
  threshold: z.number(),
  pass: z.boolean(),
  says: z.string(),
});
export const ruleResult = z.object({ rule: z.string(), verdict: z.enum(['pass', 'shrink', 'refuse']), why: z.string() });
export const receiptSchema = z.object({
  symbol: z.string(),
  /** The instant: when the decision candle closed. */
  at,
  timeframe,
  price: z.number(),
  sources: z.array(
    z.object({
      group: z.enum(['strategies', 'divergence', 'levels', 'learned']),
      name: z.string(),
      score: z.number(),
      confidence: z.number(),
      /** Share of the whole after renormalising. */
      weight: z.number(),
      contribution: z.number(),
      says: z.array(z.string()),
    }),
  ),
  score: z.number(),
  confidence: z.number(),
  alignment: z.object({
    value: z.number(),
    frames: z.array(z.object({ timeframe, score: z.number().nullable() })),
  }),
  opportunity: z.number(),
  /** State of the market on the decision timeframe; absent until it can be told. */
  market: z.object({ regime: z.enum(REGIMES), direction: z.number(), volatility: z.number(), health: z.number() }).optional(),
  /** Timeframes or sources that could not be had, in words. */
  absent: z.array(z.string()),
  gates: z.array(gate),
  risk: z.array(ruleResult),
});

/** The exact chain of numbers and gates behind one decision; what /why prints. */
export type Receipt = DeepReadonly<z.infer<typeof receiptSchema>>;
