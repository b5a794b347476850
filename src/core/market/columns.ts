import type { Ms } from '../time.ts';
import type { CandleColumns } from './candles.ts';

/** The parts of a candle, in the order in which files and loops name them. */
export const COLUMN_NAMES = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Columns of `length` candles, all zero, to be filled by their maker. */
export const newColumns = (length: number): CandleColumns => ({
  time: new Float64Array(length),
  open: new Float64Array(length),
  high: new Float64Array(length),
  low: new Float64Array(length),
  close: new Float64Array(length),
  volume: new Float64Array(length),
});

/** The same candles in memory of their own. */
export const copyOf = (columns: CandleColumns): CandleColumns => ({
  time: columns.time.slice(),
  open: columns.open.slice(),
  high: columns.high.slice(),
  low: columns.low.slice(),
  close: columns.close.slice(),
  volume: columns.volume.slice(),
});

/** Candles [from, to) by row, as views on the same memory. */
export const rowsOf = (columns: CandleColumns, from: number, to: number): CandleColumns => ({
  time: columns.time.subarray(from, to),
  open: columns.open.subarray(from, to),
  high: columns.high.subarray(from, to),
  low: columns.low.subarray(from, to),
  close: columns.close.subarray(from, to),
  volume: columns.volume.subarray(from, to),
});

/** The first row whose open is at or after `at` in an ascending time column; its length when there is none. */
function rowAt(time: Float64Array, at: Ms): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((time[middle] ?? Number.POSITIVE_INFINITY) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Candles whose open lies in [from, to), as views on the same memory; the columns must be in order. */
export const spanOf = (columns: CandleColumns, from: Ms, to: Ms): CandleColumns =>
  rowsOf(columns, rowAt(columns.time, from), rowAt(columns.time, to));

/** All candles of the parts, one part after the other, in new memory. */
export function joinColumns(parts: readonly CandleColumns[]): CandleColumns {
  const joined = newColumns(parts.reduce((rows, part) => rows + part.time.length, 0));
  let row = 0;
  for (const part of parts) {
    for (const name of COLUMN_NAMES) joined[name].set(part[name], row);
    row += part.time.length;
  }
  return joined;
}

/** Two ordered series as one, by open; where both have a candle, the one of `newer` counts. */
export function mergeColumns(older: CandleColumns, newer: CandleColumns): CandleColumns {
  const [a, b] = [older.time, newer.time];
  const merged = newColumns(a.length + b.length);
  let [i, j, row] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    const left = a[i] ?? Number.POSITIVE_INFINITY;
    const right = b[j] ?? Number.POSITIVE_INFINITY;
    const [from, at] = right <= left ? [newer, j] : [older, i];
    for (const name of COLUMN_NAMES) merged[name][row] = from[name][at] ?? Number.NaN;
    if (right <= left) j++;
    if (left <= right) i++;
    row++;
  }
  return rowsOf(merged, 0, row);
}
