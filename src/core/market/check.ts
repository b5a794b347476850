import { lengthOf, type Ms, type Timeframe, timeText } from '../time.ts';
import type { CandleColumns, CandleProblem, Fault, FaultyRow } from './candles.ts';
import { COLUMN_NAMES, newColumns, rowsOf } from './columns.ts';

/** What is wrong with one row, and what is done with it; each fault is counted and told apart. */
const FAULTS: Readonly<Record<Fault, { readonly done: string; readonly says: string }>> = {
  number: { done: 'dropped', says: 'with a value that is no number, a price that is not above zero or a negative volume' },
  range: { done: 'dropped', says: 'whose high is below, or low above, its open or close' },
  aligned: { done: 'dropped', says: 'whose open is not on a boundary of the timeframe' },
  duplicate: { done: 'dropped', says: 'whose open stood there twice, of which the finished one counts' },
  order: { done: 'put in order', says: 'that stood behind a later one' },
  future: { done: 'dropped', says: 'that open in the future' },
  decimals: { done: 'rounded', says: 'with a price of more decimals than money carries' },
  unfinished: { done: 'dropped', says: 'that had not closed yet' },
};

export type CandleSeries = { readonly symbol: string; readonly timeframe: Timeframe };

/** A row's own fault, its place among the others aside. */
function faultOf(raw: CandleColumns, i: number, length: Ms, now: Ms): Fault | undefined {
  const time = raw.time[i] ?? Number.NaN;
  const open = raw.open[i] ?? Number.NaN;
  const high = raw.high[i] ?? Number.NaN;
  const low = raw.low[i] ?? Number.NaN;
  const close = raw.close[i] ?? Number.NaN;
  const volume = raw.volume[i] ?? Number.NaN;
  // Written so that NaN, which fails every comparison, ends in a fault.
  const finite = Number.isFinite(time) && high < Number.POSITIVE_INFINITY && volume < Number.POSITIVE_INFINITY;
  if (!(finite && open > 0 && high > 0 && low > 0 && close > 0 && volume >= 0)) return 'number';
  if (!(high >= open && high >= close && low <= open && low <= close)) return 'range';
  if (time % length !== 0) return 'aligned';
  if (time > now) return 'future';
  return time + length > now ? 'unfinished' : undefined;
}

/** Why the desk would drop a row whatever its timeframe and its place, as `with a price ...`; undefined for one that it takes. */
export function amissIn(raw: CandleColumns, i: number, now: Ms): string | undefined {
  const fault = faultOf(raw, i, 1, now);
  return fault === undefined ? undefined : FAULTS[fault].says;
}

/**
 * What candles are missing between neighbours, in words, and after which row, from 0, the longest gap lies: counted, never filled.
 * Undefined where none is.
 */
export function missingIn(
  { time }: CandleColumns,
  timeframe: Timeframe,
): { readonly count: number; readonly afterRow: number; readonly says: string } | undefined {
  const length = lengthOf(timeframe);
  let [missing, gaps, longest, longestAt, afterRow] = [0, 0, 0, 0, 0];
  for (let i = 1; i < time.length; i++) {
    const expected = (time[i - 1] ?? 0) + length;
    const skipped = ((time[i] ?? 0) - expected) / length;
    if (skipped <= 0) continue;
    missing += skipped;
    gaps++;
    if (skipped > longest) [longest, longestAt, afterRow] = [skipped, expected, i - 1];
  }
  if (gaps === 0) return undefined;
  const where =
    gaps === 1
      ? `in one gap from ${timeText(longestAt)}`
      : `in ${gaps} gaps, the longest of ${longest} from ${timeText(longestAt)}`;
  const verb = missing === 1 ? 'candle is' : 'candles are';
  return { count: missing, afterRow, says: `${missing} ${verb} missing ${where}` };
}

function gapsIn(columns: CandleColumns, { symbol, timeframe }: CandleSeries): CandleProblem | undefined {
  const missing = missingIn(columns, timeframe);
  if (missing === undefined) return undefined;
  const { count, says } = missing;
  return { symbol, timeframe, problem: 'gap', count, says: `${symbol} ${timeframe}: ${says}; left missing` };
}

/** The problem that `count` rows with one fault are, the first of them at `first`. */
export function problemOf({ symbol, timeframe }: CandleSeries, fault: Fault, count: number, first: Ms): CandleProblem {
  const { done, says } = FAULTS[fault];
  // A broken time may lie outside what a calendar can print.
  const where = Math.abs(first) <= 8.64e15 ? `the first at ${timeText(first)}` : 'the first without a readable time';
  const candles = count === 1 ? 'candle' : 'candles';
  return {
    symbol,
    timeframe,
    problem: fault,
    count,
    says: `${symbol} ${timeframe}: ${done} ${count} ${candles} ${says}, ${where}`,
  };
}

export type Checked = {
  readonly columns: CandleColumns;
  readonly problems: readonly CandleProblem[];
  /** Each row that was dropped or put in its place, in the order of the raw rows. */
  readonly faulty: readonly FaultyRow[];
};

/**
 * The candles of a raw series that may be used, oldest first, and what was dropped, misplaced or is missing. Of two candles with the
 * same open the finished one stays: the later row, unless it is an earlier state of the one before. Never throws: columns of unequal
 * length end with the shortest. Shares the raw memory when nothing had to be dropped in the middle. `now` is when the series was read.
 */
export function checkCandles(raw: CandleColumns, series: CandleSeries, now: Ms): Checked {
  const length = lengthOf(series.timeframe);
  const rows = Math.min(...COLUMN_NAMES.map((name) => raw[name].length));
  const sane = new Uint32Array(rows);
  const faulty: FaultyRow[] = [];
  let last = Number.NEGATIVE_INFINITY;
  let kept = 0;
  let misplaced = 0;
  for (let i = 0; i < rows; i++) {
    const time = raw.time[i] ?? Number.NaN;
    const fault = faultOf(raw, i, length, now);
    if (fault !== undefined) {
      faulty.push({ time, fault });
      continue;
    }
    if (time < last) {
      misplaced++;
      faulty.push({ time, fault: 'order' });
    }
    last = Math.max(last, time);
    sane[kept++] = i;
  }
  let order = sane.subarray(0, kept);
  if (misplaced > 0) order = order.toSorted((a, b) => (raw.time[a] ?? 0) - (raw.time[b] ?? 0) || a - b);
  const single = withoutDoubles(raw, order, faulty);
  // In order and none left out before the last: the first rows as they are.
  const whole = misplaced === 0 && (single.length === 0 || single.at(-1) === single.length - 1);
  const columns = whole ? rowsOf(raw, 0, single.length) : taken(raw, single);
  const problems = [...Map.groupBy(faulty, ({ fault }) => fault)].map(([fault, of]) =>
    problemOf(series, fault, of.length, of[0]?.time ?? Number.NaN),
  );
  const gaps = gapsIn(columns, series);
  return { columns, problems: gaps === undefined ? problems : [...problems, gaps], faulty };
}

/** Rows in order of their time, each open once; what is left out is added to `faulty`. */
function withoutDoubles(raw: CandleColumns, order: Uint32Array, faulty: FaultyRow[]): Uint32Array {
  const single = new Uint32Array(order.length);
  let count = 0;
  let last = Number.NaN;
  for (const i of order) {
    const time = raw.time[i] ?? Number.NaN;
    if (time !== last) {
      single[count++] = i;
      last = time;
      continue;
    }
    faulty.push({ time, fault: 'duplicate' });
    if (!isEarlierState(raw, i, single[count - 1] ?? i)) single[count - 1] = i;
  }
  return single.subarray(0, count);
}

/** Whether row `i` is what row `of` was before it had closed: same open, inside its range, less volume. */
const isEarlierState = ({ open, high, low, volume }: CandleColumns, i: number, of: number): boolean =>
  open[i] === open[of] &&
  (high[i] ?? 0) <= (high[of] ?? 0) &&
  (low[i] ?? 0) >= (low[of] ?? 0) &&
  (volume[i] ?? 0) < (volume[of] ?? 0);

function taken(raw: CandleColumns, rows: Uint32Array): CandleColumns {
  const columns = newColumns(rows.length);
  for (const name of COLUMN_NAMES) {
    const [from, to] = [raw[name], columns[name]];
    for (const [row, i] of rows.entries()) to[row] = from[i] ?? Number.NaN;
  }
  return columns;
}
