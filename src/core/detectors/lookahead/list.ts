import { publishedFairValueGap } from './fairValueGap.ts';
import { publishedLiquidity } from './liquidity.ts';
import { publishedOrderBlock } from './orderBlock.ts';
import { publishedPreviousHighLow } from './previousHighLow.ts';
import { publishedRetracements } from './retracements.ts';
import { publishedSessions } from './sessions.ts';
import { publishedStructure } from './structure.ts';
import { publishedSwings } from './swings.ts';

/** Every published figure; taking one out is this line and its file. */
export const PUBLISHED = {
  publishedFairValueGap,
  publishedLiquidity,
  publishedOrderBlock,
  publishedPreviousHighLow,
  publishedRetracements,
  publishedSessions,
  publishedStructure,
  publishedSwings,
} as const;
