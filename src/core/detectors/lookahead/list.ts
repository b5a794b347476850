import { lookaheadFairValueGap } from './fairValueGap.ts';
import { lookaheadLiquidity } from './liquidity.ts';
import { lookaheadOrderBlock } from './orderBlock.ts';
import { lookaheadPreviousHighLow } from './previousHighLow.ts';
import { lookaheadRetracements } from './retracements.ts';
import { lookaheadSessions } from './sessions.ts';
import { lookaheadStructure } from './structure.ts';
import { lookaheadSwings } from './swings.ts';

/** Every look-ahead reference; taking one out is this line and its file. */
export const LOOKAHEADS = {
  lookaheadFairValueGap,
  lookaheadLiquidity,
  lookaheadOrderBlock,
  lookaheadPreviousHighLow,
  lookaheadRetracements,
  lookaheadSessions,
  lookaheadStructure,
  lookaheadSwings,
} as const;
