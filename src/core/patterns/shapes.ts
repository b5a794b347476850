import type { Seen } from './candles.ts';

/** Whether a price is no further than `distance` from another; in TA-Lib's words, since |a - b| rounds otherwise at a tie. */
export const within = (price: number, distance: number, other: number): boolean =>
  price <= other + distance && price >= other - distance;

/** The body of candle i covers the one before it, of the other colour, beyond both ends. */
export const engulfs = (c: Seen<never>, i: number): boolean => c.colour(i) !== c.colour(i - 1) && c.bodyInside(i - 1, i);

/** A long body with next to no shadows. */
export const isMarubozu = (c: Seen<'bodyLong' | 'shadowVeryShort'>, i: number): boolean =>
  c.body(i) > c.bodyLong(i) && c.upperShadow(i) < c.shadowVeryShort(i) && c.lowerShadow(i) < c.shadowVeryShort(i);

/** Two marubozus of opposite colour with a gap between them on the side to which the second one goes. */
export const kicks = (c: Seen<'bodyLong' | 'shadowVeryShort'>, i: number): boolean =>
  (c.white(i) ? c.black(i - 1) && c.gapUp(i, i - 1) : c.white(i - 1) && c.gapDown(i, i - 1)) &&
  isMarubozu(c, i - 1) &&
  isMarubozu(c, i);

/** A long body that opens at its low and rises, or at its high and falls. */
export const isBeltHold = (c: Seen<'bodyLong' | 'shadowVeryShort'>, i: number): boolean =>
  c.body(i) > c.bodyLong(i) && (c.white(i) ? c.lowerShadow(i) : c.upperShadow(i)) < c.shadowVeryShort(i);

/** A short body at the top of a long lower shadow. */
export const hangsTail = (c: Seen<'bodyShort' | 'shadowLong' | 'shadowVeryShort'>, i: number): boolean =>
  c.body(i) < c.bodyShort(i) && c.lowerShadow(i) > c.shadowLong(i) && c.upperShadow(i) < c.shadowVeryShort(i);

/** A short body at the foot of a long upper shadow. */
export const raisesWick = (c: Seen<'bodyShort' | 'shadowLong' | 'shadowVeryShort'>, i: number): boolean =>
  c.body(i) < c.bodyShort(i) && c.upperShadow(i) > c.shadowLong(i) && c.lowerShadow(i) < c.shadowVeryShort(i);

/** A black candle that closes next to its low. */
export const isCrow = (c: Seen<'shadowVeryShort'>, i: number): boolean => c.black(i) && c.lowerShadow(i) < c.shadowVeryShort(i);

/** A second white candle that opens inside or near the body of the first, above its open, and closes higher. */
export const advances = (c: Seen<'near'>, i: number): boolean =>
  c.white(i - 1) &&
  c.white(i) &&
  c.close(i) > c.close(i - 1) &&
  c.open(i) > c.open(i - 1) &&
  c.open(i) <= c.close(i - 1) + c.near(i - 1);

/** A white candle that opens below the low of a long black one. */
export const ralliesFromBelow = (c: Seen<'bodyLong'>, i: number): boolean =>
  c.black(i - 1) && c.body(i - 1) > c.bodyLong(i - 1) && c.white(i) && c.open(i) < c.low(i - 1);

/**
 * Which way three candles turn by their first and last: 1 where a long black one is followed by a white one that is not short and
 * closes more than `penetration` of the first body above its close, -1 for the mirror image, else 0.
 */
export function turn(c: Seen<'bodyLong' | 'bodyShort'>, i: number, penetration: number): 1 | 0 | -1 {
  if (c.colour(i) === c.colour(i - 2) || !(c.body(i - 2) > c.bodyLong(i - 2) && c.body(i) > c.bodyShort(i))) return 0;
  const depth = c.body(i - 2) * penetration;
  if (c.white(i)) return c.close(i) > c.close(i - 2) + depth ? 1 : 0;
  return c.close(i) < c.close(i - 2) - depth ? -1 : 0;
}
