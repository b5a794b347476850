import { type Timeframe, timeText } from '../time.ts';
import type { Bars, Candle, CandleColumns, Column } from './candles.ts';
import { COLUMN_NAMES, rowsOf } from './columns.ts';

/** Room of a column with its first bar. */
const ROOM = 128;
const EMPTY = new Float64Array(0);
/** Rows up to which candles are copied one by one: a view of the memory costs more than they do. */
const FEW = 16;

/**
 * The one implementation of a column: 64-bit numbers by absolute bar index, with room that grows by half. Every column of the desk is of
 * this class, so that the engine compiles each reader of columns once, for one shape.
 */
export class GrowingColumn implements Column {
  values: Float64Array;
  /** Absolute index of the first number held. */
  private offset: number;
  /** Numbers there is room for; the array's own length costs the hot loops several checks. */
  private room: number;
  /** Whether the array belongs to whoever gave the history, and must not be written to. */
  private borrowed = false;

  /** An empty column whose oldest bar will be `first`. */
  constructor(first = 0) {
    this.values = EMPTY;
    this.room = 0;
    this.offset = first;
  }

  /** The number of bar `i`; NaN where none was set, or where it was dropped. */
  at(i: number): number {
    const k = i - this.offset;
    return k >= 0 && k < this.room ? (this.values[k] ?? Number.NaN) : Number.NaN;
  }

  /** Sets the number of bar `i`, for which its owner has reserved room; without room, or where it was dropped, nothing happens. */
  set(i: number, value: number): void {
    this.values[i - this.offset] = value;
  }

  /**
   * Makes room for all bars before `end`, and gives the index up to which there is room now. It is not for `set` to grow: a loop
   * whose body may reallocate its own arrays reads them anew on every round, at twice the time.
   */
  reserve(end: number): number {
    const needed = end - this.offset;
    if (needed > this.room) {
      const grown = new Float64Array(Math.max(needed, this.room + (this.room >> 1), ROOM));
      grown.set(this.values);
      grown.fill(Number.NaN, this.room);
      this.hold(grown, false);
    }
    return this.offset + this.room;
  }

  /** Adds `source` from bar `i` on, behind everything set so far. An empty column borrows it instead of copying it. */
  write(i: number, source: Float64Array): void {
    if (i === this.offset) {
      this.hold(source, true);
      return;
    }
    this.reserve(i + source.length);
    this.values.set(source, i - this.offset);
  }

  /** Forgets all bars from `i` on. */
  clear(i: number): void {
    this.values.fill(Number.NaN, Math.max(0, i - this.offset));
  }

  /** Drops the bars before `i`; the others keep their index. */
  drop(i: number): void {
    if (i <= this.offset) return;
    const dropped = Math.min(i - this.offset, this.room);
    if (this.borrowed) this.hold(this.values.slice(), false);
    this.values.copyWithin(0, dropped);
    this.values.fill(Number.NaN, this.room - dropped);
    this.offset = i;
  }

  /** Drops the bars before `i` and numbers the others from 0. */
  renumber(i: number): void {
    this.drop(i);
    this.offset = 0;
  }

  private hold(values: Float64Array, borrowed: boolean): void {
    this.values = values;
    this.room = values.length;
    this.borrowed = borrowed;
  }
}

/** An empty column that grows as it is set. */
export const createColumn = (first = 0): GrowingColumn => new GrowingColumn(first);

/** Bars that grow by closed candles, oldest first. */
export type GrowingBars = Bars & {
  /** Adds one closed candle. Throws RangeError when it is not newer than the last one. */
  push(candle: Candle): void;
  /**
   * Adds rows [from, to) of history, which must be in order; empty bars borrow its memory, which must not change then. Throws
   * RangeError when they do not begin after the last bar.
   */
  append(columns: CandleColumns, from?: number, to?: number): void;
  /** Drops the bars before index `from`; the others keep their index. */
  keep(from: number): void;
  /** Drops the bars before index `from` and numbers the others from 0, as if nothing had been before them. */
  begin(from: number): void;
};

class SeriesBars implements GrowingBars {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  first = 0;
  end = 0;
  began = Number.NaN;
  /** Index up to which every column has room. */
  private room = 0;
  /** Open of the newest candle. */
  private newest = Number.NEGATIVE_INFINITY;
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
    if (!(candle.time > this.newest)) this.refuse(candle.time);
    if (i === 0) this.began = candle.time;
    this.newest = candle.time;
    if (i >= this.room) this.reserve(i + 1);
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
    const time = columns.time[from] ?? Number.NaN;
    if (!(time > this.newest)) this.refuse(time);
    if (this.end === 0) this.began = time;
    this.newest = columns.time[to - 1] ?? Number.NaN;
    if (to - from < FEW) {
      if (this.end + to - from > this.room) this.reserve(this.end + to - from);
      for (let row = from; row < to; row++) this.setRow(this.end + row - from, columns, row);
    } else {
      const rows = from === 0 && to === columns.time.length ? columns : rowsOf(columns, from, to);
      for (const name of COLUMN_NAMES) this[name].write(this.end, rows[name]);
      this.reserve(this.end + to - from);
    }
    this.end += to - from;
  }

  keep(from: number): void {
    const first = Math.min(from, this.end);
    if (first <= this.first) return;
    for (const name of COLUMN_NAMES) this[name].drop(first);
    this.first = first;
    this.reserve(this.end);
  }

  begin(from: number): void {
    const first = Math.min(Math.max(from, this.first), this.end);
    for (const name of COLUMN_NAMES) this[name].renumber(first);
    this.end -= first;
    this.first = 0;
    this.began = this.end === 0 ? Number.NaN : this.time.at(0);
    this.reserve(this.end);
  }

  private reserve(end: number): void {
    for (const name of COLUMN_NAMES) this.room = this[name].reserve(end);
  }

  private setRow(i: number, columns: CandleColumns, row: number): void {
    this.time.set(i, columns.time[row] ?? Number.NaN);
    this.open.set(i, columns.open[row] ?? Number.NaN);
    this.high.set(i, columns.high[row] ?? Number.NaN);
    this.low.set(i, columns.low[row] ?? Number.NaN);
    this.close.set(i, columns.close[row] ?? Number.NaN);
    this.volume.set(i, columns.volume[row] ?? Number.NaN);
  }

  /** Closed candles come in order: a second one for the same time would change bars that were already decided on. */
  private refuse(time: number): never {
    throw new RangeError(
      `${this.symbol} ${this.timeframe}: a candle of ${Number.isFinite(time) ? timeText(time) : time} cannot follow the one of ${Number.isFinite(this.newest) ? timeText(this.newest) : 'nothing'}; candles must come in order, each once`,
    );
  }
}

/** Empty bars of one series. */
export const createBars = (symbol: string, timeframe: Timeframe): GrowingBars => new SeriesBars(symbol, timeframe);
