import { existsSync } from 'node:fs';
import { messageOf } from '../core/facts/messageOf.ts';
import type { CandleColumns, CandleProblem } from '../core/market/candles.ts';
import { checkCandles } from '../core/market/check.ts';
import { mergeColumns, newColumns, spanOf } from '../core/market/columns.ts';
import { SourceError } from '../core/market/sourceError.ts';
import { candleAt } from '../core/replay/candleCursor.ts';
import { anchorKey } from '../core/state/state.ts';
import type { Market } from '../core/study/market.ts';
import type { Study } from '../core/study/plug.ts';
import { DAY, floorTo, lengthOf, type Ms, type Timeframe } from '../core/time.ts';
import { keptBars } from '../core/trader/keptBars.ts';
import type { PublicExchange } from '../exchange/ccxt.ts';
import { candlePath } from '../store/candleLayout.ts';
import { readCandleFile } from '../store/parquet.ts';

/** History goes through the study in pieces that end at 00:00 UTC, so that its columns never hold all of it at once. */
const PIECE = DAY;
/** Symbols that are read at the same time; the exchange's budget holds them back further. */
const READERS = 8;

export type LiveWarmup = {
  readonly exchange: PublicExchange;
  readonly market: Market;
  readonly study: Study;
  /** `<home>/candles`. */
  readonly folder: string;
  /** Where the studies of symbols began, by `symbol timeframe`, as the log has it. */
  readonly anchors: ReadonlyMap<string, Ms>;
  readonly now: () => Ms;
  /** Progress. */
  readonly note: (text: string) => void;
  /** A symbol that goes on without history, in words. */
  readonly lacks: (says: string) => void;
  /** What was dropped or is missing in what was read. */
  readonly problem: (found: CandleProblem) => void;
  readonly stop: AbortSignal;
};

/** What is known after the warm-up. */
export type Warm = {
  /** Open of the newest candle of the finest timeframe, by symbol. */
  readonly newest: ReadonlyMap<string, Ms>;
  /** Open of the newest candle that was read, by `symbol timeframe`: the disk has all up to it that are not `unsaved`. */
  readonly stored: ReadonlyMap<string, Ms>;
  /** Candles that the disk lacked, by `symbol timeframe`. */
  readonly unsaved: ReadonlyMap<string, CandleColumns>;
};

type Reading = { readonly columns: CandleColumns; readonly fetched: CandleColumns };

/** What was read of a symbol, coarsest series first. */
type History = {
  readonly symbol: string;
  /** Start of the longest candle that is running: from there on the finest candles build the others. */
  readonly running: Ms;
  readonly series: readonly { readonly timeframe: Timeframe; readonly columns: CandleColumns }[];
};

/**
 * Fills the market with closed candles: what the disk holds, and through REST what is missing there. Coarser series are taken as the
 * exchange tells them up to the start of the longest running candle; from there on they are built from the finest ones, as later.
 * Where a study starts hangs on when its symbol joined and on the newest anchor, as in a desk that was not stopped. A symbol that
 * cannot be read is noted and goes on without history; throws ExchangeError when none can.
 */
export async function warmUpLive(options: LiveWarmup): Promise<Warm> {
  const { market, note, lacks, stop, exchange } = options;
  const symbols = market.instruments().map(({ symbol }) => symbol);
  const timeframes = [...new Set(symbols.flatMap((symbol) => market.timeframesOf(symbol)))];
  const unsaved = new Map<string, CandleColumns>();
  const histories: History[] = [];
  const at = options.now();
  let next = 0;
  let done = 0;
  const failures: unknown[] = [];
  note(`Reading candles of ${symbols.length} symbols on ${timeframes.join(', ')} from ${exchange.name}`);

  const readNext = async (): Promise<void> => {
    for (let symbol = symbols[next++]; symbol !== undefined && !stop.aborted; symbol = symbols[next++]) {
      try {
        histories.push(await readSymbol(options, symbol, at, unsaved));
      } catch (error) {
        if (stop.aborted) return;
        failures.push(error);
        lacks(`${symbol} starts without history: ${messageOf(error)}`);
      }
      done += 1;
      if (done % 20 === 0) note(`${done} of ${symbols.length} symbols read`);
    }
  };
  const stopped = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
  await Promise.race([Promise.all(Array.from({ length: READERS }, readNext)), stopped]);
  if (failures.length > 0 && failures.length === symbols.length) throw failures[0];
  if (failures.length > 1) note(`${failures.length} symbols start without history`);
  if (!stop.aborted) goThrough(options, histories);
  market.closeUpTo(at);
  return { ...newestOf(market, histories), unsaved };
}

async function readSymbol(options: LiveWarmup, symbol: string, at: Ms, unsaved: Map<string, CandleColumns>): Promise<History> {
  const { market } = options;
  const timeframes = market.timeframesOf(symbol);
  const base = market.baseOf(symbol);
  const longest = Math.max(...timeframes.map(lengthOf));
  const running = floorTo(at, longest);
  const start = startOf(options, symbol, running, longest);
  const series: History['series'][number][] = [];
  for (const timeframe of timeframes.toReversed()) {
    const length = lengthOf(timeframe);
    const since = floorTo(start, length) - options.study.before(symbol, timeframe) * length;
    const until = timeframe === base ? floorTo(at, length) : running;
    const { columns, fetched } = await readSeries(options, symbol, timeframe, since, until);
    if (fetched.time.length > 0) unsaved.set(anchorKey(symbol, timeframe), fetched);
    series.push({ timeframe, columns: spanOf(columns, since, until) });
  }
  return { symbol, running, series };
}

/** Takes what was read through the study, all symbols together, since they look at each other. */
function goThrough({ market, study }: LiveWarmup, histories: readonly History[]): void {
  const kept = keptBars(histories.flatMap(({ symbol }) => market.timeframesOf(symbol)));
  const rows = histories.flatMap(({ symbol, running, series }) =>
    series.map(({ timeframe, columns }) => ({
      bars: study.bars(symbol, timeframe),
      columns: spanOf(columns, 0, running),
      next: 0,
    })),
  );
  const first = Math.min(...rows.map(({ columns }) => columns.time[0] ?? Number.POSITIVE_INFINITY));
  const last = Math.max(...histories.map(({ running }) => running));
  for (let to = floorTo(first, PIECE) + PIECE; ; to += PIECE) {
    for (const one of rows) {
      const { bars, columns, next } = one;
      const length = lengthOf(bars.timeframe);
      while ((columns.time[one.next] ?? Number.POSITIVE_INFINITY) + length <= to) one.next += 1;
      bars.append(columns, next, one.next);
    }
    study.advance();
    study.forget(kept);
    if (!(to < last)) break;
  }
  for (const { symbol, running, series } of histories) {
    const base = series.at(-1);
    if (base === undefined) continue;
    const length = lengthOf(base.timeframe);
    const fresh = spanOf(base.columns, running, Number.POSITIVE_INFINITY);
    for (let i = 0; i < fresh.time.length; i++) {
      const candle = candleAt(fresh, i);
      market.close(candle.time + length, { symbol, candle });
    }
  }
}

function newestOf(market: Market, histories: readonly History[]): Pick<Warm, 'newest' | 'stored'> {
  const newest = new Map<string, Ms>();
  const stored = new Map<string, Ms>();
  for (const { symbol, series } of histories)
    for (const { timeframe, columns } of series) {
      const last = columns.time.at(-1);
      if (last === undefined) continue;
      stored.set(anchorKey(symbol, timeframe), last);
      if (timeframe === market.baseOf(symbol)) newest.set(symbol, last);
    }
  return { newest, stored };
}

/**
 * The moment before which a symbol's study has its warm-up candles: when it joined, as its recorded first candle tells, or the newest
 * anchor since; for one that has not joined, the running longest candle's start.
 */
function startOf({ anchors, market, study }: LiveWarmup, symbol: string, running: Ms, longest: Ms): Ms {
  for (const timeframe of market.timeframesOf(symbol)) {
    const anchor = anchors.get(anchorKey(symbol, timeframe));
    if (anchor === undefined) continue;
    const began = floorTo(anchor + study.before(symbol, timeframe) * lengthOf(timeframe), longest);
    return Math.min(running, Math.max(began, market.anchorAt(running)));
  }
  return running;
}

/** Candles in [since, until): from the disk, and from the exchange what the disk lacks. */
async function readSeries(options: LiveWarmup, symbol: string, timeframe: Timeframe, since: Ms, until: Ms): Promise<Reading> {
  const held = await onDisk(options, symbol, timeframe, since, until);
  let fetched = newColumns(0);
  for (const [from, to] of holesOf(held.time, since, until, lengthOf(timeframe))) {
    if (options.stop.aborted) break;
    const { columns, problems } = await options.exchange.candles(symbol, timeframe, from, to);
    problems.forEach(options.problem);
    fetched = mergeColumns(fetched, columns);
  }
  return { columns: mergeColumns(held, fetched), fetched };
}

async function onDisk(
  { folder, exchange, note, problem, now }: LiveWarmup,
  symbol: string,
  timeframe: Timeframe,
  since: Ms,
  until: Ms,
): Promise<CandleColumns> {
  const file = candlePath(folder, exchange.name, symbol, timeframe);
  if (!existsSync(file)) return newColumns(0);
  try {
    const { columns, problems } = checkCandles(await readCandleFile(file, since, until), { symbol, timeframe }, now());
    // What the disk lacks is read from the exchange.
    problems.filter(({ problem: kind }) => kind !== 'gap').forEach(problem);
    return columns;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    note(`${error.message}; read from ${exchange.name} instead`);
    return newColumns(0);
  }
}

/** Spans of [since, until) without candles. */
function holesOf(time: Float64Array, since: Ms, until: Ms, length: Ms): readonly (readonly [Ms, Ms])[] {
  const holes: [Ms, Ms][] = [];
  let expected = since;
  for (const open of [...time, until]) {
    if (open > expected) holes.push([expected, open]);
    expected = open + length;
  }
  return holes;
}
