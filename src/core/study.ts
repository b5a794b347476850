import type { z } from 'zod';
import type { Bars, Column, ReadonlyColumn } from './market/candles.ts';
import type { Timeframe } from './time.ts';

/**
 * Columns in, columns out: the one shape of indicators, detectors and strategies.
 * `start` asks for its inputs through `use`, keeps its state in the closure and returns the advance over bars [from, to):
 * a backtest makes one call, a live candle makes to = from + 1, and both must write the same values.
 */
export type Plug<P, F extends string> = {
  readonly name: string;
  /** Raised whenever a value changes, so that recorded decisions name the code that took them. */
  readonly version: number;
  readonly about: string;
  /** The paper, book or page of the formula. */
  readonly source: string;
  readonly params: z.ZodType<P>;
  readonly fields: readonly F[];
  /** Bars before the first value. */
  warmup(params: P): number;
  /** Bars after which an older bar cannot move a value by more than 1e-9 of it. */
  memory(params: P): number;
  start(params: P, use: Use, bars: Bars, out: Readonly<Record<F, Column>>): Advance;
};

/** Advances a plug over the bars [from, to), reading nothing at or after `to`. */
export type Advance = (from: number, to: number) => void;

/**
 * Columns of another plug-in; the same (name, version, canonical parameters, symbol, timeframe) is computed once and shared.
 * Another symbol or timeframe comes as a view on the asking series' own bars: the value as of that bar's close.
 */
export type Use = <P, F extends string>(
  plug: Plug<P, F>,
  params: P,
  where?: { symbol?: string; timeframe?: Timeframe },
) => Readonly<Record<F, ReadonlyColumn>>;

/** A plug whose columns are plain measures of the candles. */
export type Indicator<P, F extends string> = Plug<P, F>;

/** Something a detector saw, known from the close of bar `confirmed` on and never before. */
export type Finding = { readonly confirmed: number };

/** A plug that also keeps what it found; a reader at bar i looks only at findings with `confirmed <= i`. */
export type Detector<P, F extends string, X extends Finding> = Omit<Plug<P, F>, 'start'> & {
  start(params: P, use: Use, bars: Bars, out: Readonly<Record<F, Column>>): { advance: Advance; findings: readonly X[] };
};

/** A plug that votes: score in -1..1, confidence in 0..1; NaN while it is warming up. Words are made only when somebody asks. */
export type Strategy<P> = Omit<Plug<P, 'score' | 'confidence'>, 'start'> & {
  start(
    params: P,
    use: Use,
    bars: Bars,
    out: Readonly<Record<'score' | 'confidence', Column>>,
  ): { advance: Advance; explain(i: number): readonly string[] };
};
