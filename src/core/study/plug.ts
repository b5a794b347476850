import type { z } from 'zod';
import type { GrowingBars } from '../market/bars.ts';
import type { Bars, Column, ReadonlyColumn } from '../market/candles.ts';
import type { Ms, Timeframe } from '../time.ts';

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
  /** Fields that hold no value at some bars after the warm-up, such as the price of something that is seldom there. */
  readonly sparse?: readonly F[];
  /** Name of the file of a user's own that holds it. */
  readonly file?: string;
  /** What a user's own advances in: throws EndlessError when the work does not come to an end. Entering it costs more than a bar's work. */
  within?(work: () => void): void;
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
  plug: AnyPlug<P, F>,
  params: P,
  where?: { symbol?: string; timeframe?: Timeframe },
) => Readonly<Record<F, ReadonlyColumn>>;

/** A plug of any kind: what start returns says which. */
export type AnyPlug<P, F extends string> = Omit<Plug<P, F>, 'start'> & {
  start(params: P, use: Use, bars: Bars, out: Readonly<Record<F, Column>>): Advance | { readonly advance: Advance };
};

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

/** A plug that threw: it and all that depends on it give NaN from `bar` on, everything else goes on. */
export type PlugFailure = {
  readonly plug: string;
  /** Name of the file of a user's own that holds it. */
  readonly file: string | undefined;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** The bar it could not work out, and that candle's open. */
  readonly bar: number;
  readonly time: Ms;
  readonly error: unknown;
};

/** What a root request gives beside its columns. */
export type StudiedColumns<F extends string> = {
  readonly columns: Readonly<Record<F, ReadonlyColumn>>;
  /** Bars before the first value, those of its inputs included: it needs one more than this. */
  readonly warmup: number;
  /** Why it gives no values any more: its own error, or that of an input. */
  failure(): PlugFailure | undefined;
};

/** One symbol and timeframe of a study: its bars, and where plugs are asked for. Throws RangeError for parameters a plug refuses. */
export type Series = {
  readonly bars: GrowingBars;
  /** Columns of any plug, up to date with the last advance. */
  readonly use: Use;
  /** The same with its warm-up and state. */
  ask<P, F extends string>(plug: AnyPlug<P, F>, params: P): StudiedColumns<F>;
  useDetector<P, F extends string, X extends Finding>(
    detector: Detector<P, F, X>,
    params: P,
  ): StudiedColumns<F> & { readonly findings: readonly X[] };
  useStrategy<P>(
    strategy: Strategy<P>,
    params: P,
  ): StudiedColumns<'score' | 'confidence'> & { explain(i: number): readonly string[] };
};

/** Every plug over every series, each value worked out once. */
export type Study = {
  /** The bars of a series, empty on first ask; push closed candles here. */
  bars(symbol: string, timeframe: Timeframe): GrowingBars;
  series(symbol: string, timeframe: Timeframe): Series;
  /** The bars of every series that was asked for by now, by whoever holds the study or by a plug, in that order. */
  asked(): readonly GrowingBars[];
  /** Brings every plug up to date with the bars that were pushed: all series of one instant first, then this. */
  advance(): void;
  /** Drops the history that no plug can need, keeping at least `bars` bars of every series. */
  forget(bars: number): void;
  /** Candles from before an anchor that a series is studied with: as many as what was asked of it needs to have its values there. */
  before(symbol: string, timeframe: Timeframe): number;
  /**
   * Begins anew at an anchor: every series keeps the bars from `before` on, which take new numbers, and every plug is started on them at
   * the next advance. Columns, findings and words that were given out are dead then; `onBegin` says when to ask for them again.
   */
  begin(anchor: Ms): void;
  onBegin(listener: () => void): void;
};
