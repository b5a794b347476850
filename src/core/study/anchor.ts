import { DAY, lengthOf, type Ms, type Timeframe } from '../time.ts';

/** Between two anchors lie so many candles of the finest series, so that beginning anew costs about a tenth of a study's work. */
const CANDLES_APART = 6000;
const USUAL_WARMUP = 300;

/**
 * The time between two anchors, ms: studies begin anew at its multiples since 1970. A power of two of days, so that an anchor lies at
 * 00:00 UTC, where candles of every length close.
 */
export function anchorsApart(finest: Timeframe): Ms {
  let apart = DAY;
  while (apart < CANDLES_APART * lengthOf(finest)) apart *= 2;
  return apart;
}

/** Candles from before its anchor that a series is studied with: the longest usual warm-up and what it takes to settle, and a whole day. */
export const candlesBefore = (timeframe: Timeframe): number => Math.max(USUAL_WARMUP, 1 + DAY / lengthOf(timeframe));
