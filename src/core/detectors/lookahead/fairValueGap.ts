import { z } from 'zod';
import type { CandleColumns } from '../../market/candles.ts';
import { blank, firstRow, type Lookahead, type LookaheadColumns, SMART_MONEY_CONCEPTS } from './lookahead.ts';

const params = z.object({
  /** Whether gaps of one direction on neighbouring candles are one gap, told at the last of them. */
  join: z.boolean().default(false),
});

type Params = z.infer<typeof params>;
type Field = 'direction' | 'top' | 'bottom' | 'mitigatedIndex';

/** Gaps that a candle leaves between the candles on either side of it. */
function gapsOf({ open, high, low, close }: CandleColumns, into: LookaheadColumns<'direction' | 'top' | 'bottom'>): void {
  const at = (prices: Float64Array, i: number): number => prices[i] ?? Number.NaN;
  for (let i = 1; i + 1 < close.length; i++) {
    const rises = at(close, i) > at(open, i) && at(high, i - 1) < at(low, i + 1);
    const falls = at(close, i) < at(open, i) && at(low, i - 1) > at(high, i + 1);
    if (!rises && !falls) continue;
    into.direction[i] = rises ? 1 : -1;
    into.top[i] = rises ? at(low, i + 1) : at(low, i - 1);
    into.bottom[i] = rises ? at(high, i - 1) : at(high, i + 1);
  }
}

/** Gaps of one direction on neighbouring candles become one, from the lowest bottom to the highest top. */
function joinGaps({ direction, top, bottom }: LookaheadColumns<'direction' | 'top' | 'bottom'>): void {
  for (let i = 0; i + 1 < direction.length; i++) {
    if (direction[i] !== direction[i + 1]) continue;
    top[i + 1] = Math.max(top[i] ?? Number.NaN, top[i + 1] ?? Number.NaN);
    bottom[i + 1] = Math.min(bottom[i] ?? Number.NaN, bottom[i + 1] ?? Number.NaN);
    direction[i] = Number.NaN;
    top[i] = Number.NaN;
    bottom[i] = Number.NaN;
  }
}

/**
 * Fair value gaps at their middle candle. Looks ahead: the third candle makes the gap, a later one of the same direction takes a
 * joined one over, and `mitigatedIndex` is the bar that comes back to it (0 where none does).
 */
export const lookaheadFairValueGap = {
  name: 'lookaheadFairValueGap',
  about: 'Fair value gaps at their middle candle, with the bar that comes back to them, as published',
  source: SMART_MONEY_CONCEPTS,
  params,
  fields: ['direction', 'top', 'bottom', 'mitigatedIndex'],
  compute(candles, p) {
    const columns = { direction: blank(candles), top: blank(candles), bottom: blank(candles), mitigatedIndex: blank(candles) };
    const { direction, top, bottom, mitigatedIndex } = columns;
    gapsOf(candles, columns);
    if (p.join) joinGaps(columns);
    for (const [i, side] of direction.entries()) {
      if (Number.isNaN(side)) continue;
      const comesBack = (j: number): boolean =>
        side > 0
          ? (candles.low[j] ?? Number.NaN) <= (top[i] ?? Number.NaN)
          : (candles.high[j] ?? Number.NaN) >= (bottom[i] ?? Number.NaN);
      mitigatedIndex[i] = Math.max(0, firstRow(candles, i + 2, comesBack));
    }
    return columns;
  },
} satisfies Lookahead<Params, Field>;
