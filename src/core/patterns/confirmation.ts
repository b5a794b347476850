import type { Seen } from './candles.ts';

/** Candles after a hikkake in which it can be confirmed. */
const PATIENCE = 3;

/**
 * A hikkake's value at bar i: `found` itself where one ends there; twice that where it confirms one of the three candles before,
 * as the first to close beyond the candle before that one's last; else 0. Only the newest hikkake can be confirmed.
 */
export function confirmed<C extends Seen<never>>(found: (candles: C, i: number) => number, c: C, i: number): number {
  const now = found(c, i);
  if (now !== 0) return now;
  for (let last = i - 1; last >= i - PATIENCE; last--) {
    const direction = found(c, last);
    if (direction === 0) continue;
    for (let k = last + 1; k < i; k++) if (closesBeyond(c, k, last - 1, direction)) return 0;
    return closesBeyond(c, i, last - 1, direction) ? 2 * direction : 0;
  }
  return 0;
}

const closesBeyond = (c: Seen<never>, i: number, other: number, direction: number): boolean =>
  direction > 0 ? c.close(i) > c.high(other) : c.close(i) < c.low(other);
