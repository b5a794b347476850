import type { z } from 'zod';
import type { CandleColumns } from '../../market/candles.ts';

/**
 * Figures as somebody else publishes them, over all candles at once: they may look ahead, so they are for comparison and nothing
 * that trades may read them. What trading uses instead stands in `detectors/`.
 */
export type Lookahead<P, F extends string> = {
  /** Apart from every plug-in's name: `lookaheadSwings`. */
  readonly name: string;
  readonly about: string;
  /** Whose, and where it is published. */
  readonly source: string;
  readonly params: z.ZodType<P>;
  readonly fields: readonly F[];
  /** One number a candle and field, NaN where the source has none. Indexes are rows of `candles`. Does not throw. */
  compute(candles: CandleColumns, params: P): LookaheadColumns<F>;
};

/** As wide as the source keeps them: comparing with it in another width would hide or invent differences. */
export type LookaheadColumns<F extends string> = Readonly<Record<F, Float64Array | Float32Array>>;

/** Where all smart money figures are from. */
export const SMART_MONEY_CONCEPTS = 'smart-money-concepts 0.0.27, github.com/joshyattridge/smart-money-concepts';

/** A column of as many NaN as there are candles. */
export const blank = (candles: CandleColumns): Float64Array => new Float64Array(candles.time.length).fill(Number.NaN);

/** The same in single precision. */
export const blankSingle = (candles: CandleColumns): Float32Array => new Float32Array(candles.time.length).fill(Number.NaN);

/** The first row from `from` on for which something holds, -1 when there is none. */
export function firstRow(candles: CandleColumns, from: number, holds: (row: number) => boolean): number {
  for (let row = from; row < candles.time.length; row++) if (holds(row)) return row;
  return -1;
}
