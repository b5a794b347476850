import { existsSync } from 'node:fs';
import { messageOf } from '../core/facts/messageOf.ts';
import type { CandleColumns } from '../core/market/candles.ts';
import { checkCandles } from '../core/market/check.ts';
import { mergeColumns, newColumns, spanOf } from '../core/market/columns.ts';
import { SourceError } from '../core/market/sourceError.ts';
import { candleAt } from '../core/replay/candleCursor.ts';
import { anchorKey } from '../core/state/state.ts';
import type { Market } from '../core/study/market.ts';
import type { Study } from '../core/study/plug.ts';
import { DAY, floorTo, lengthOf, type Ms, type Timeframe } from '../core/time.ts';
import type { PublicExchange } from '../exchange/ccxt.ts';
import { candlePath } from '../store/candleLayout.ts';
import { readCandleFile } from '../store/parquet.ts';

/** Candles of each timeframe from before the start of a symbol's study: the longest warm-up, and what it takes to settle. */
const WARMUP_CANDLES = 300;
/** A study that began longer ago starts anew at a multiple of this, so that it does not grow with the desk's age. */
const EPOCH = 2 * DAY;
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
  readonly note: (text: string) => void;
  readonly stop: AbortSignal;
};

/** What is known after the warm-up. */
export type Warm = {
  /** Open of the newest candle of the finest timeframe, by symbol. */
  readonly newest: ReadonlyMap<string, Ms>;
  /** Open of the newest candle on the disk, by `symbol timeframe`, where nothing before it is missing there. */
  readonly stored: ReadonlyMap<string, Ms>;
};

type Reading = { readonly columns: CandleColumns; readonly whole: boolean };

/**
 * Fills the market with closed candles: what the disk holds, and through REST what is missing there. Coarser series are taken as the
 * exchange tells them up to the start of the longest running candle; from there on they are built from the finest ones, as later.
 * Where a study starts hangs on its recorded anchor, not on when the process started. A symbol that cannot be read is noted and
 * goes on without history; throws ExchangeError when none can.
 */
export async function warmUpLive(options: LiveWarmup): Promise<Warm> {
  const { market, note, stop, exchange } = options;
  const symbols = market.instruments().map(({ symbol }) => symbol);
  const timeframes = [...new Set(symbols.flatMap((symbol) => market.timeframesOf(symbol)))];
  const stored = new Map<string, Ms>();
  const newest = new Map<string, Ms>();
  const at = options.now();
  let next = 0;
  let done = 0;
  const failures: unknown[] = [];
  note(`Reading candles of ${symbols.length} symbols on ${timeframes.join(', ')} from ${exchange.name}`);

  const readNext = async (): Promise<void> => {
    for (let symbol = symbols[next++]; symbol !== undefined && !stop.aborted; symbol = symbols[next++]) {
      try {
        await warmUpSymbol(options, symbol, at, stored, newest);
      } catch (error) {
        if (stop.aborted) return;
        failures.push(error);
        if (failures.length === 1) note(`${symbol} starts without history: ${messageOf(error)}`);
      }
      done += 1;
      if (done % 20 === 0) note(`${done} of ${symbols.length} symbols read`);
    }
  };
  const stopped = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
  await Promise.race([Promise.all(Array.from({ length: READERS }, readNext)), stopped]);
  if (failures.length > 0 && failures.length === symbols.length) throw failures[0];
  if (failures.length > 1) note(`${failures.length} symbols start without history`);
  market.closeUpTo(at);
  return { newest, stored };
}

async function warmUpSymbol(
  options: LiveWarmup,
  symbol: string,
  at: Ms,
  stored: Map<string, Ms>,
  newest: Map<string, Ms>,
): Promise<void> {
  const { market, study } = options;
  const timeframes = market.timeframesOf(symbol);
  const base = market.baseOf(symbol);
  const longest = Math.max(...timeframes.map(lengthOf));
  const running = floorTo(at, longest);
  const start = startOf(options.anchors, symbol, timeframes, running, longest);
  // The finest comes last: from the running candles on it builds the others, which must be there by then.
  for (const timeframe of timeframes.toReversed()) {
    const length = lengthOf(timeframe);
    const since = floorTo(start, length) - WARMUP_CANDLES * length;
    const until = timeframe === base ? floorTo(at, length) : running;
    const { columns, whole } = await readSeries(options, symbol, timeframe, since, until);
    if (options.stop.aborted) return;
    const last = columns.time.at(-1);
    if (whole && last !== undefined) stored.set(anchorKey(symbol, timeframe), last);
    study.bars(symbol, timeframe).append(spanOf(columns, since, running));
    if (timeframe !== base) continue;
    if (last !== undefined) newest.set(symbol, last);
    const fresh = spanOf(columns, running, until);
    for (let i = 0; i < fresh.time.length; i++) {
      const candle = candleAt(fresh, i);
      market.close(candle.time + length, { symbol, candle });
    }
  }
}

/** The moment before which a symbol's study has its warm-up candles: the one its recorded anchor tells of, else the running longest candle's start. */
function startOf(
  anchors: ReadonlyMap<string, Ms>,
  symbol: string,
  timeframes: readonly Timeframe[],
  running: Ms,
  longest: Ms,
): Ms {
  const oldest = floorTo(running, EPOCH) - EPOCH;
  for (const timeframe of timeframes) {
    const anchor = anchors.get(anchorKey(symbol, timeframe));
    if (anchor === undefined) continue;
    const began = floorTo(anchor + WARMUP_CANDLES * lengthOf(timeframe), longest);
    return Math.min(running, Math.max(began, oldest));
  }
  return running;
}

/** Candles in [since, until): from the disk, and from the exchange what the disk lacks. `whole` when it lacked nothing. */
async function readSeries(options: LiveWarmup, symbol: string, timeframe: Timeframe, since: Ms, until: Ms): Promise<Reading> {
  let columns = await onDisk(options, symbol, timeframe, since, until);
  const missing = holesOf(columns.time, since, until, lengthOf(timeframe));
  for (const [from, to] of missing) {
    if (options.stop.aborted) break;
    columns = mergeColumns(columns, (await options.exchange.candles(symbol, timeframe, from, to)).columns);
  }
  return { columns, whole: missing.length === 0 };
}

async function onDisk(
  { folder, exchange, note, now }: LiveWarmup,
  symbol: string,
  timeframe: Timeframe,
  since: Ms,
  until: Ms,
): Promise<CandleColumns> {
  const file = candlePath(folder, exchange.name, symbol, timeframe);
  if (!existsSync(file)) return newColumns(0);
  try {
    return checkCandles(await readCandleFile(file, since, until), { symbol, timeframe }, now()).columns;
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
