import type { Ms, Timeframe } from '../time.ts';

/** One candle as it crosses a port. `time` is its open, UTC; it is closed when `time + length` has passed. Prices and volume are market statistics, so plain numbers. */
export type Candle = { time: Ms; open: number; high: number; low: number; close: number; volume: number };

/** A column read by absolute bar index: the same bar keeps its index however much older history was dropped. NaN where there is no value. */
export type ReadonlyColumn = { at(i: number): number };

/** A column that its owner fills, one bar after the other. */
export type Column = ReadonlyColumn & { set(i: number, value: number): void };

/** The closed candles of one symbol and timeframe as columns, oldest first; `time` is each candle's open. */
export type Bars = {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Index of the oldest bar still held. */
  readonly first: number;
  /** One past the newest bar's index. */
  readonly end: number;
  readonly time: ReadonlyColumn;
  readonly open: ReadonlyColumn;
  readonly high: ReadonlyColumn;
  readonly low: ReadonlyColumn;
  readonly close: ReadonlyColumn;
  readonly volume: ReadonlyColumn;
};
