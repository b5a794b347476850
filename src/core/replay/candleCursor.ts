import type { Candle, CandleColumns, CandleSource, FaultyRow } from '../market/candles.ts';
import type { ClosedCandle } from '../study/market.ts';
import { lengthOf, type Ms } from '../time.ts';

/** Candles that are read at once: enough to be quick, few enough to keep years of short ones out of memory. */
const CHUNK = 20_000;

const NONE: readonly FaultyRow[] = [];

/** Walks one symbol's candles in time: what closes at an instant, and what opens there. */
export type CandleCursor = {
  readonly symbol: string;
  readonly length: Ms;
  /** Reads on, where needed, so that the bars around `at` are in memory. */
  prepare(at: Ms): Promise<void>;
  /** Whether they are in memory already. */
  isReady(at: Ms): boolean;
  closingAt(at: Ms): ClosedCandle | undefined;
  openingAt(at: Ms): { readonly symbol: string; readonly price: number; readonly volume: number } | undefined;
  /** Faulty rows of bars that close up to `at`, each given once. */
  faultyUpTo(at: Ms): readonly FaultyRow[];
};

/** A cursor that reads no candle that opens after `last`, unless it is asked for: a source may have to make what is read. */
export function createCursor(source: CandleSource, symbol: string, last: Ms): CandleCursor {
  const end = Math.min(source.end, last + 1);
  const length = lengthOf(source.timeframeOf(symbol));
  let columns: CandleColumns | undefined;
  let from = 0;
  let to = 0;
  let i = 0;
  let faulty: readonly FaultyRow[] = [];
  const indexOf = (time: Ms): number | undefined => {
    if (columns === undefined) return undefined;
    const { time: times } = columns;
    while (i > 0 && (times[i - 1] ?? 0) >= time) i -= 1;
    while (i < times.length && (times[i] ?? 0) < time) i += 1;
    return times[i] === time ? i : undefined;
  };
  const isReady = (at: Ms): boolean => columns !== undefined && at - length >= from && at < to;
  return {
    symbol,
    length,
    isReady,
    async prepare(at) {
      if (isReady(at)) return;
      from = at - length;
      to = Math.min(from + CHUNK * length, Math.max(end, at + 1));
      columns = await source.read(symbol, from, to);
      i = 0;
      // Rows between two bars may be left from the candles before.
      faulty = [...faulty.filter(({ time }) => time < from), ...(source.faulty?.(symbol, from, to) ?? [])];
    },
    closingAt(at) {
      const index = indexOf(at - length);
      return index === undefined || columns === undefined ? undefined : { symbol, candle: candleAt(columns, index) };
    },
    openingAt(at) {
      const index = indexOf(at);
      if (index === undefined || columns === undefined) return undefined;
      return { symbol, price: columns.open[index] ?? Number.NaN, volume: columns.volume[index] ?? 0 };
    },
    faultyUpTo(at) {
      const [first] = faulty;
      if (first === undefined || first.time > at - length) return NONE;
      const due = faulty.filter(({ time }) => time <= at - length);
      faulty = faulty.slice(due.length);
      return due;
    },
  };
}

/** One row of the columns as a candle. */
export const candleAt = (columns: CandleColumns, i: number): Candle => ({
  time: columns.time[i] ?? Number.NaN,
  open: columns.open[i] ?? Number.NaN,
  high: columns.high[i] ?? Number.NaN,
  low: columns.low[i] ?? Number.NaN,
  close: columns.close[i] ?? Number.NaN,
  volume: columns.volume[i] ?? Number.NaN,
});
