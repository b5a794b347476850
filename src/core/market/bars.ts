import { iso, type Timeframe } from '../time.ts';
import type { Bars, Candle, CandleColumns, Column } from './candles.ts';

/** Room of a new column, in bars. */
const ROOM = 128;

/**
 * The one implementation of a column: 64-bit numbers by absolute bar index, with room that doubles. Every column of the desk is of
 * this class, so that the engine compiles each reader of columns once, for one shape.
 */
export class GrowingColumn implements Column {
  private values: Float64Array;
  /** Absolute index of the first number held. */
  private offset: number;

  /** An empty column whose oldest bar will be `first`. */
  constructor(first = 0, room = ROOM) {
    this.values = new Float64Array(room).fill(Number.NaN);
    this.offset = first;
  }

  /** The number of bar `i`; NaN where none was set, or where it was dropped. */
  at(i: number): number {
    const k = i - this.offset;
    return k >= 0 && k < this.values.length ? (this.values[k] ?? Number.NaN) : Number.NaN;
  }

  /** Sets the number of bar `i`, making room for it where there is none. A bar that was dropped stays dropped. */
  set(i: number, value: number): void {
    const k = i - this.offset;
    if (k >= this.values.length) this.reserve(i + 1);
    this.values[k] = value;
  }

  /** Makes room for all bars before `end`, so that a loop of `set` need not. Returns the index up to which there is room now. */
  reserve(end: number): number {
    const needed = end - this.offset;
    const held = this.values.length;
    if (needed > held) {
      const grown = new Float64Array(Math.max(needed, 2 * held));
      grown.set(this.values);
      grown.fill(Number.NaN, held);
      this.values = grown;
    }
    return this.offset + this.values.length;
  }

  /** Writes rows [from, to) of `source` as the bars from `i` on. */
  write(i: number, source: Float64Array, from: number, to: number): void {
    this.reserve(i + to - from);
    this.values.set(from === 0 && to === source.length ? source : source.subarray(from, to), i - this.offset);
  }

  /** Forgets all bars from `i` on. */
  clear(i: number): void {
    this.values.fill(Number.NaN, Math.max(0, i - this.offset));
  }

  /** Drops the bars before `i`; the others keep their index. */
  drop(i: number): void {
    const dropped = Math.min(i - this.offset, this.values.length);
    if (dropped <= 0) return;
    this.values.copyWithin(0, dropped);
    this.values.fill(Number.NaN, this.values.length - dropped);
    this.offset = i;
  }
}

/** An empty column that grows as it is set. */
export const createColumn = (first = 0): GrowingColumn => new GrowingColumn(first);

/** Bars that grow by closed candles, oldest first. */
export type GrowingBars = Bars & {
  /** Adds one closed candle. Throws RangeError when it is not newer than the last one. */
  push(candle: Candle): void;
  /** Adds rows [from, to) of history, which must be in order. Throws RangeError when they do not begin after the last bar. */
  append(columns: CandleColumns, from?: number, to?: number): void;
  /** Drops the bars before index `from`; the others keep their index. */
  keep(from: number): void;
};

class SeriesBars implements GrowingBars {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  first = 0;
  end = 0;
  readonly time = createColumn();
  readonly open = createColumn();
  readonly high = createColumn();
  readonly low = createColumn();
  readonly close = createColumn();
  readonly volume = createColumn();

  constructor(symbol: string, timeframe: Timeframe) {
    this.symbol = symbol;
    this.timeframe = timeframe;
  }

  push(candle: Candle): void {
    const i = this.end;
    this.expectNewer(candle.time);
    this.time.set(i, candle.time);
    this.open.set(i, candle.open);
    this.high.set(i, candle.high);
    this.low.set(i, candle.low);
    this.close.set(i, candle.close);
    this.volume.set(i, candle.volume);
    this.end = i + 1;
  }

  append(columns: CandleColumns, from = 0, to = columns.time.length): void {
    if (from >= to) return;
    this.expectNewer(columns.time[from] ?? Number.NaN);
    const i = this.end;
    this.time.write(i, columns.time, from, to);
    this.open.write(i, columns.open, from, to);
    this.high.write(i, columns.high, from, to);
    this.low.write(i, columns.low, from, to);
    this.close.write(i, columns.close, from, to);
    this.volume.write(i, columns.volume, from, to);
    this.end = i + to - from;
  }

  keep(from: number): void {
    const first = Math.min(from, this.end);
    if (first <= this.first) return;
    for (const column of [this.time, this.open, this.high, this.low, this.close, this.volume]) column.drop(first);
    this.first = first;
  }

  /** Closed candles come in order: a second one for the same time would change bars that were already decided on. */
  private expectNewer(time: number): void {
    const last = this.time.at(this.end - 1);
    if (this.end > this.first && !(time > last))
      throw new RangeError(
        `${this.symbol} ${this.timeframe}: a candle of ${Number.isFinite(time) ? iso(time) : time} cannot follow the one of ${iso(last)}; candles must come in order, each once`,
      );
  }
}

/** Empty bars of one series. */
export const createBars = (symbol: string, timeframe: Timeframe): GrowingBars => new SeriesBars(symbol, timeframe);
