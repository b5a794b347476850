import { z } from 'zod';
import type { DeepReadonly } from './deepReadonly.ts';
import { at, money, side } from './vocabulary.ts';

export const legSchema = z.object({
  symbol: z.string(),
  side,
  /** Base currency. */
  quantity: money,
  /** Expected entry price; the entry may not be worse than this by more than the slippage cap. */
  price: money,
  stop: money,
  /** Smallest price step, where it is more than the usual slippage; a fill at market loses one then. */
  tick: money.optional(),
  targets: z.array(z.object({ price: money, share: z.number() })),
  leverage: z.number(),
  tactic: z.enum(['maker', 'market']),
});
/** One order to be: symbol, side, quantity, price, stop and targets. */
export type Leg = DeepReadonly<z.infer<typeof legSchema>>;
/** The strategy of what people ask for: no named one, in statistics and in what may be done without asking. */
export const BY_HAND = 'manual';
export const planSchema = z.object({
  /** Digest of account, symbol, instant and settings version. */
  decision: z.string(),
  at,
  kind: z.enum(['entry', 'pair', 'add', 'manual']),
  /** The strategy that weighed most; what statistics are kept by. */
  strategy: z.string(),
  score: z.number(),
  confidence: z.number(),
  /** The position that an `add` enlarges. */
  position: z.number().int().optional(),
  legs: z.array(legSchema).min(1),
  /** Of a pair, how its spread stood: in standard deviations, and in how long half of that is usually gone, ms. */
  spread: z.object({ z: z.number(), halfLife: z.number() }).optional(),
});

/** What the desk would like to do; it trades only once the risk rules have cleared it. */
export type Plan = DeepReadonly<z.infer<typeof planSchema>>;
