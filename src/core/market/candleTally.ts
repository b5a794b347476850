import { lengthOf, type Ms, type Timeframe, timeText } from '../time.ts';
import type { CandleColumns, CandleProblem, Fault, FaultyRow } from './candles.ts';
import { type CandleSeries, problemOf } from './check.ts';

/** Whether a row that is no candle leaves a hole where it stood. */
const LEAVES_HOLE: ReadonlySet<Fault> = new Set<Fault>(['number', 'range']);

const NONE: readonly CandleProblem[] = [];

type Count = { readonly series: CandleSeries; readonly kind: Fault | 'gap'; count: number; readonly first: Ms };

/**
 * Counts what is wrong with the candles of a market as its time passes, by series and kind: rows that were dropped, doubled or out of
 * place, and candles that are missing. It never looks ahead, so that what it tells at a time follows from nothing later.
 */
export type CandleTally = {
  /** The history of a symbol up to `until`, exclusive of candles that close later: counted, and told with the first that passes. */
  history(symbol: string, columns: CandleColumns, faulty: readonly FaultyRow[], until: Ms): void;
  /** What came of a symbol in one bar: its candle's open, undefined where there was none, and the rows up to it that were faulty. */
  pass(symbol: string, candle: Ms | undefined, faulty: readonly FaultyRow[]): void;
  /** What is to be told since the last call: each kind in a series once, at its first. */
  told(): readonly CandleProblem[];
  /** Takes what was counted so far as told. */
  settle(): void;
  /** Everything that was counted, a sentence for each series and kind. */
  says(): readonly string[];
};

export function createCandleTally(timeframeOf: (symbol: string) => Timeframe): CandleTally {
  const counts = new Map<string, Count>();
  /** Series and kinds that are still to be told. */
  const due = new Set<string>();
  const newest = new Map<string, Ms>();
  /** Opens since the newest candle whose rows were dropped. */
  const holes = new Map<string, Set<Ms>>();

  const add = (symbol: string, kind: Count['kind'], count: number, first: Ms): void => {
    const key = `${symbol} ${kind}`;
    const known = counts.get(key);
    if (known !== undefined) {
      known.count += count;
      return;
    }
    counts.set(key, { series: { symbol, timeframe: timeframeOf(symbol) }, kind, count, first });
    due.add(key);
  };

  const fault = (symbol: string, { time, fault: kind }: FaultyRow): void => {
    add(symbol, kind, 1, time);
    if (!LEAVES_HOLE.has(kind)) return;
    const open = holes.get(symbol) ?? new Set();
    holes.set(symbol, open.add(time));
  };

  const candle = (symbol: string, time: Ms, length: Ms): void => {
    const before = newest.get(symbol);
    newest.set(symbol, time);
    if (before !== undefined && time > before + length) {
      const dropped = [...(holes.get(symbol) ?? [])].filter((open) => open > before && open < time && open % length === 0).length;
      const missing = Math.round((time - before) / length) - 1 - dropped;
      if (missing > 0) add(symbol, 'gap', missing, before + length);
    }
    holes.delete(symbol);
  };

  const problem = ({ series, kind, count, first }: Count): CandleProblem =>
    kind === 'gap' ? gapOf(series, count, first) : problemOf(series, kind, count, first);

  return {
    history(symbol, { time }, faulty, until) {
      const length = lengthOf(timeframeOf(symbol));
      let next = 0;
      for (const open of time) {
        if (open + length > until) break;
        for (let row = faulty[next]; row !== undefined && row.time <= open; row = faulty[++next]) fault(symbol, row);
        candle(symbol, open, length);
      }
      for (let row = faulty[next]; row !== undefined && row.time + length <= until; row = faulty[++next]) fault(symbol, row);
    },
    pass(symbol, time, faulty) {
      for (const row of faulty) fault(symbol, row);
      if (time !== undefined) candle(symbol, time, lengthOf(timeframeOf(symbol)));
    },
    told() {
      if (due.size === 0) return NONE;
      const told = [...due].flatMap((key) => counts.get(key) ?? []).map(problem);
      due.clear();
      return told;
    },
    settle: () => due.clear(),
    says: () => [...counts.values()].map((one) => problem(one).says),
  };
}

function gapOf({ symbol, timeframe }: CandleSeries, count: number, first: Ms): CandleProblem {
  const verb = count === 1 ? 'candle is' : 'candles are';
  const says = `${symbol} ${timeframe}: ${count} ${verb} missing, the first at ${timeText(first)}; left missing`;
  return { symbol, timeframe, problem: 'gap', count, says };
}
