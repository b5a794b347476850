import { iso, lengthOf, type Ms, type Timeframe } from '../time.ts';
import type { CandleColumns, CandleProblem } from './candles.ts';
import { COLUMN_NAMES, newColumns, rowsOf } from './columns.ts';

/** What is wrong with one row; each fault is counted and told apart. */
const FAULTS = {
  number: { problem: 'sanity', says: 'with a value that is no number, a price that is not above zero or a negative volume' },
  range: { problem: 'sanity', says: 'whose high is below, or low above, its open or close' },
  aligned: { problem: 'sanity', says: 'whose open is not on a boundary of the timeframe' },
  duplicate: { problem: 'duplicate', says: 'whose open was there already' },
  order: { problem: 'order', says: 'older than the candle before it' },
  future: { problem: 'future', says: 'that open in the future' },
  unfinished: { problem: 'unfinished', says: 'that had not closed yet' },
} as const satisfies Record<string, { problem: CandleProblem['problem']; says: string }>;
type Fault = keyof typeof FAULTS;

type Series = { readonly symbol: string; readonly timeframe: Timeframe };

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

/** Missing candles between neighbours: counted, never filled. */
function gapsIn({ time }: CandleColumns, { symbol, timeframe }: Series): CandleProblem | undefined {
  const length = lengthOf(timeframe);
  let [missing, gaps, longest, longestAt] = [0, 0, 0, 0];
  for (let i = 1; i < time.length; i++) {
    const expected = (time[i - 1] ?? 0) + length;
    const skipped = ((time[i] ?? 0) - expected) / length;
    if (skipped <= 0) continue;
    missing += skipped;
    gaps++;
    if (skipped > longest) [longest, longestAt] = [skipped, expected];
  }
  if (gaps === 0) return undefined;
  const where =
    gaps === 1 ? `in one gap from ${iso(longestAt)}` : `in ${gaps} gaps, the longest of ${longest} from ${iso(longestAt)}`;
  const verb = missing === 1 ? 'candle is' : 'candles are';
  return {
    symbol,
    timeframe,
    problem: 'gap',
    count: missing,
    says: `${symbol} ${timeframe}: ${missing} ${verb} missing ${where}; left missing`,
  };
}

function told({ symbol, timeframe }: Series, fault: Fault, count: number, first: Ms): CandleProblem {
  const { problem, says } = FAULTS[fault];
  // A broken time may lie outside what a calendar can print.
  const where = Math.abs(first) <= 8.64e15 ? `the first at ${iso(first)}` : 'the first without a readable time';
  const candles = count === 1 ? 'candle' : 'candles';
  return { symbol, timeframe, problem, count, says: `${symbol} ${timeframe}: dropped ${count} ${candles} ${says}, ${where}` };
}

/**
 * The candles of a raw series that may be used, oldest first, and what was dropped or is missing. Of two candles with the same
 * open the first stays; a candle older than the one before it is dropped. Never throws: columns of unequal length end with
 * the shortest. Shares the raw memory when nothing had to be dropped in the middle. `now` is when the series was read.
 */
export function checkCandles(
  raw: CandleColumns,
  series: Series,
  now: Ms,
): { readonly columns: CandleColumns; readonly problems: readonly CandleProblem[] } {
  const length = lengthOf(series.timeframe);
  const rows = Math.min(...COLUMN_NAMES.map((name) => raw[name].length));
  const bad = new Uint8Array(rows);
  const faults = new Map<Fault, { count: number; first: Ms }>();
  let last = Number.NEGATIVE_INFINITY;
  let kept = 0;
  for (let i = 0; i < rows; i++) {
    const time = raw.time[i] ?? Number.NaN;
    let fault = faultOf(raw, i, length, now);
    if (fault === undefined && time === last) fault = 'duplicate';
    if (fault === undefined && time < last) fault = 'order';
    if (fault === undefined) {
      last = time;
      kept++;
      continue;
    }
    bad[i] = 1;
    const seen = faults.get(fault);
    if (seen === undefined) faults.set(fault, { count: 1, first: time });
    else seen.count++;
  }
  const columns = kept === rows || bad.indexOf(1) >= kept ? rowsOf(raw, 0, kept) : without(raw, bad, kept);
  const problems = [...faults].map(([fault, { count, first }]) => told(series, fault, count, first));
  const gaps = gapsIn(columns, series);
  return { columns, problems: gaps === undefined ? problems : [...problems, gaps] };
}

function without(raw: CandleColumns, bad: Uint8Array, kept: number): CandleColumns {
  const columns = newColumns(kept);
  for (const name of COLUMN_NAMES) {
    const [from, to] = [raw[name], columns[name]];
    for (let i = 0, row = 0; row < kept; i++) if (bad[i] === 0) to[row++] = from[i] ?? Number.NaN;
  }
  return columns;
}
