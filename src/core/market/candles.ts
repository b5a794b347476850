import type { Ms, Timeframe } from '../time.ts';
import type { Instrument } from './instrument.ts';

/**
 * One candle as it crosses a port. `time` is its open, UTC; it is closed when `time + length` has passed. Prices and volume are market
 * statistics, so plain numbers.
 */
export type Candle = { time: Ms; open: number; high: number; low: number; close: number; volume: number };

/**
 * A column read by absolute bar index: the same bar keeps its index however much older history was dropped. NaN where there is no
 * value.
 */
export type ReadonlyColumn = { at(i: number): number };

/**
 * A column whose numbers also lie in a plain array, for loops that cannot afford a call a number: `values` begins with bar
 * `Bars.first`. Growing and forgetting replace the array, so every advance takes it anew.
 */
type BarColumn = ReadonlyColumn & { readonly values: ArrayLike<number> };

/** A column that its owner fills, one bar after the other, by index or straight into the array. */
export type Column = BarColumn & { set(i: number, value: number): void; readonly values: Float64Array };

/** The closed candles of one symbol and timeframe as columns, oldest first; `time` is each candle's open. */
export type Bars = {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Index of the oldest bar still held, with which every column of the series begins. */
  readonly first: number;
  /** Open of the bar with which the series began, held or dropped since; NaN while there is none. */
  readonly began: Ms;
  /** One past the newest bar's index. */
  readonly end: number;
  readonly time: BarColumn;
  readonly open: BarColumn;
  readonly high: BarColumn;
  readonly low: BarColumn;
  readonly close: BarColumn;
  readonly volume: BarColumn;
};

/** Candles of one series as plain columns of equal length, oldest first: the form in which history is read and handed on. */
export type CandleColumns = {
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
};

/** The funding rate of a perpetual at one moment: longs pay this share of their notional to shorts, below zero the other way. */
export type FundingRate = { readonly time: Ms; readonly rate: number };

/**
 * Where a replay takes its candles from: recorded files or the synthetic market. Candles arrive checked: ordered, without duplicates,
 * sane.
 */
export type CandleSource = {
  /** `synthetic:42` or `recorded`: part of the account's name, so that ledgers never mix. */
  readonly name: string;
  readonly instruments: readonly Instrument[];
  /** The finest timeframe there is for a symbol over the span that is played. */
  timeframeOf(symbol: string): Timeframe;
  /** Candles whose open lies in [from, to). Throws SourceError, naming file and mend, when they cannot be had. */
  read(symbol: string, from: Ms, to: Ms): Promise<CandleColumns>;
  /** How many candles of a symbol are best read at once, where that is fewer than of files. */
  readonly chunk?: number;
  /** Funding rates of a perpetual in [from, to), oldest first; empty where none were recorded. Absent where there are none at all. */
  funding?(symbol: string, from: Ms, to: Ms): Promise<readonly FundingRate[]>;
  /** An instrument's rules as prices show them, where the recording does not tell them. Absent where they are told. */
  refine?(instrument: Instrument): (price: number) => Instrument;
  /** Rows in [from, to) of what was read that were dropped, doubled or out of place, by time; none where candles are made up. */
  faulty?(symbol: string, from: Ms, to: Ms): readonly FaultyRow[];
  /** What of the recording is not played, a sentence each, to be told at the start. */
  readonly leftOut?: readonly string[];
  /** What of it is read in its own way, a sentence each: nothing is amiss. */
  readonly notes?: readonly string[];
  /** Where the recorded data begins and ends (open of the first candle, close of the last); a synthetic market has no end. */
  readonly start: Ms;
  readonly end: Ms;
};

/** What can be wrong with a row of a recording. */
export type Fault = 'number' | 'range' | 'aligned' | 'duplicate' | 'order' | 'future' | 'unfinished' | 'decimals';

/** A row that was dropped, or put in its place. */
export type FaultyRow = { readonly time: Ms; readonly fault: Fault };

export type CandleProblem = {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly problem: Fault | 'gap';
  readonly count: number;
  /** One sentence for people: where, how many, what was done. */
  readonly says: string;
};
