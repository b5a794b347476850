import { divergence } from './divergence.ts';
import { fairValueGap } from './fairValueGap.ts';
import { liquidity } from './liquidity.ts';
import { orderBlock } from './orderBlock.ts';
import { previousHighLow } from './previousHighLow.ts';
import { retracements } from './retracements.ts';
import { sessions } from './sessions.ts';
import { structure } from './structure.ts';
import { supportResistance } from './supportResistance.ts';
import { swings } from './swings.ts';

/**
 * Every detector with its default parameters, as people type its name; taking one out is this line and its file, but for the two that
 * the composite has a share for: they are named below, and strategies build on some others.
 */
export const DETECTORS = {
  divergence,
  fairValueGap,
  liquidity,
  orderBlock,
  previousHighLow,
  retracements,
  sessions,
  structure,
  supportResistance,
  swings,
} as const;

/** The divergences that every series is searched for, as the receipt names them. */
export const DIVERGENCES = [
  { name: 'RSI', detector: divergence, params: divergence.params.parse({ indicator: 'rsi' }) },
  { name: 'MACD', detector: divergence, params: divergence.params.parse({ indicator: 'macd' }) },
] as const;

/** The zones of every series. */
export const LEVELS = { detector: supportResistance, params: supportResistance.params.parse({}) } as const;
