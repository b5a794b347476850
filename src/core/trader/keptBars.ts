import { DAY, lengthOf, type Timeframe } from '../time.ts';

/** Enough for every look back, for half a week of 15m candles, and for beginning a study anew. */
const LEAST = 350;

/** Bars of each series that stay in memory: those, and a whole day of the finest candles, by which the universe is ranked. */
export const keptBars = (timeframes: readonly Timeframe[]): number =>
  Math.max(LEAST, 1 + DAY / Math.min(...timeframes.map(lengthOf)));
