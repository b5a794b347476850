import { z } from 'zod';
import type { CandleColumns } from '../../market/candles.ts';
import { blank, type Lookahead, type LookaheadColumns, SMART_MONEY_CONCEPTS } from './lookahead.ts';

/** Parameters of everything that is read from swings. */
export const swingParams = {
  /** Bars after a swing over which nothing lies beyond it, and one fewer before. */
  length: z.number().int().min(1).max(100).default(5),
};

const params = z.object(swingParams);

type Params = z.infer<typeof params>;

/** 1 at a swing high, -1 at a swing low, NaN elsewhere; `level` is the swing's price. */
export type LookaheadSwings = LookaheadColumns<'highLow' | 'level'>;

/** 1, -1 or 0: whether a bar is the highest or the lowest of the bars around it. A bar that is both counts as a high. */
function turnAt({ high, low }: CandleColumns, bar: number, length: number): number {
  const from = bar - length + 1;
  const to = bar + length + 1;
  const isHigh = high.subarray(from, to).every((price) => price <= (high[bar] ?? Number.NaN));
  const isLow = low.subarray(from, to).every((price) => price >= (low[bar] ?? Number.NaN));
  return isHigh ? 1 : isLow ? -1 : 0;
}

/** The swings alone: of neighbours on the same side only the farthest out is left, the first of equal ones. */
export function alternatingSwings(candles: CandleColumns, length: number): LookaheadSwings {
  const { high, low } = candles;
  const [highLow, level] = [blank(candles), blank(candles)];
  let last = -1;
  for (let bar = 2 * length - 1; bar + length < high.length; bar++) {
    const side = turnAt(candles, bar, length);
    if (side === 0) continue;
    const price = (side > 0 ? high : low)[bar] ?? Number.NaN;
    if (highLow[last] === side) {
      if (!(side * price > side * (level[last] ?? Number.NaN))) continue;
      highLow[last] = Number.NaN;
      level[last] = Number.NaN;
    }
    highLow[bar] = side;
    level[bar] = price;
    last = bar;
  }
  return { highLow, level };
}

/** The swings, with the first and the last candle set against their neighbours as the library has it. */
export function swingsOf(candles: CandleColumns, length: number): LookaheadSwings {
  const { highLow, level } = alternatingSwings(candles, length);
  const found = [...highLow.keys()].filter((bar) => !Number.isNaN(highLow[bar]));
  const ends = [
    [0, found.at(0)],
    [highLow.length - 1, found.at(-1)],
  ] as const;
  for (const [end, neighbour] of ends) {
    if (neighbour === undefined) continue;
    const side = -(highLow[neighbour] ?? Number.NaN);
    highLow[end] = side;
    level[end] = (side > 0 ? candles.high : candles.low)[end] ?? Number.NaN;
  }
  return { highLow, level };
}

/** Swing highs and lows. Looks ahead: a swing is known `length` bars later, and a later one may take it away again. */
export const lookaheadSwings = {
  name: 'lookaheadSwings',
  about: 'Swing highs and lows at the bars where they are, as published',
  source: SMART_MONEY_CONCEPTS,
  params,
  fields: ['highLow', 'level'],
  compute: (candles, p) => swingsOf(candles, p.length),
} satisfies Lookahead<Params, 'highLow' | 'level'>;
