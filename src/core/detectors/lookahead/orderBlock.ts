import { z } from 'zod';
import type { CandleColumns } from '../../market/candles.ts';
import { blank, blankSingle, type Lookahead, type LookaheadColumns, SMART_MONEY_CONCEPTS } from './lookahead.ts';
import { type LookaheadSwings, swingParams, swingsOf } from './swings.ts';

const params = z.object({
  ...swingParams,
  /** Whether a candle's body must go through a block to mitigate it, or already its high or low. */
  closeMitigation: z.boolean().default(false),
});

type Params = z.infer<typeof params>;
type Field = 'direction' | 'top' | 'bottom' | 'volume' | 'mitigatedIndex' | 'percentage';
type Columns = LookaheadColumns<Field>;

/** The bar among [from, to) whose price is farthest out, the last of equal ones. */
function lastExtreme(prices: Float64Array, side: number, from: number, to: number): number {
  let best = from;
  for (let i = from + 1; i < to; i++) if (side * (prices[i] ?? Number.NaN) >= side * (prices[best] ?? Number.NaN)) best = i;
  return best;
}

/** The blocks of one direction: 1 where a close above a swing high leaves the lowest candle before it behind, -1 mirrored. */
function find(side: number, candles: CandleColumns, swings: LookaheadSwings, p: Params, out: Columns, broken: Set<number>): void {
  const { open, high, low, close, volume } = candles;
  const at = (prices: Float64Array | Float32Array, i: number): number => prices[i] ?? Number.NaN;
  const [outer, inner] = side > 0 ? [high, low] : [low, high];
  const [far, near] = side > 0 ? [out.bottom, out.top] : [out.top, out.bottom];
  let active: number[] = [];
  let swing = -1;
  let crossed = false;

  const follow = (i: number): void => {
    const body = side > 0 ? Math.min(at(open, i), at(close, i)) : Math.max(at(open, i), at(close, i));
    const reach = p.closeMitigation ? body : at(inner, i);
    active = active.filter((block) => {
      if (!broken.has(block)) {
        if (side * reach < side * at(far, block)) {
          broken.add(block);
          // The library counts a rising block as mitigated one bar before, a falling one at the bar itself.
          out.mitigatedIndex[block] = side > 0 ? i - 1 : i;
        }
        return true;
      }
      // Price has gone through it and all the way back: the library takes it out of its table.
      if (!(side * at(outer, i) > side * at(near, block))) return true;
      for (const column of Object.values(out)) column[block] = Number.NaN;
      return false;
    });
  };

  for (let i = 0; i < close.length; i++) {
    follow(i);
    if (swings.highLow[i - 1] === side) {
      swing = i - 1;
      crossed = false;
    }
    if (swing < 0 || crossed || !(side * at(close, i) > side * at(outer, swing))) continue;
    crossed = true;
    const none = i - swing <= 1;
    const block = none ? i - 1 : lastExtreme(inner, -side, swing + 1, i);
    out.direction[block] = side;
    // Right after the swing there is no candle to choose from; a rising block is then put upside down.
    out.top[block] = none && side > 0 ? at(low, block) : at(high, block);
    out.bottom[block] = none && side > 0 ? at(high, block) : at(low, block);
    const [newer, older] = [Math.fround(at(volume, i) + at(volume, i - 1)), Math.fround(i >= 2 ? at(volume, i - 2) : 0)];
    out.volume[block] = at(volume, i) + at(volume, i - 1) + (i >= 2 ? at(volume, i - 2) : 0);
    const most = Math.max(newer, older);
    out.percentage[block] = most === 0 ? 100 : Math.fround(Math.min(newer, older) / most) * 100;
    if (Number.isNaN(out.mitigatedIndex[block])) out.mitigatedIndex[block] = 0;
    active.push(block);
  }
}

/** Order blocks from given swings. */
export function orderBlocksOf(candles: CandleColumns, swings: LookaheadSwings, p: Params): Columns {
  const out = {
    direction: blank(candles),
    top: blankSingle(candles),
    bottom: blankSingle(candles),
    volume: blankSingle(candles),
    mitigatedIndex: blank(candles),
    percentage: blankSingle(candles),
  };
  const broken = new Set<number>();
  find(1, candles, swings, p, out, broken);
  find(-1, candles, swings, p, out, broken);
  return out;
}

/**
 * Order blocks at the candle left behind. Looks ahead to the close that makes one, and takes out those that price has crossed both
 * ways.
 */
export const lookaheadOrderBlock = {
  name: 'lookaheadOrderBlock',
  about: 'Order blocks at the candle left behind, with the bar that goes through them, as published',
  source: SMART_MONEY_CONCEPTS,
  params,
  fields: ['direction', 'top', 'bottom', 'volume', 'mitigatedIndex', 'percentage'],
  compute: (candles, p) => orderBlocksOf(candles, swingsOf(candles, p.length), p),
} satisfies Lookahead<Params, Field>;
