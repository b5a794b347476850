import type { EventOf } from '../core/facts/events.ts';
import type { Candle, CandleColumns } from '../core/market/candles.ts';
import { COLUMN_NAMES, mergeColumns, newColumns } from '../core/market/columns.ts';
import { anchorKey } from '../core/state/state.ts';
import type { Market } from '../core/study/market.ts';
import { lengthOf, type Ms, type Timeframe, timeText } from '../core/time.ts';
import { saveCandles } from '../store/candles.ts';

type CollectorOptions = {
  readonly market: Market;
  /** `<home>/candles`. */
  readonly folder: string;
  readonly exchange: string;
  /** Open of the newest candle on the disk or among the unsaved ones, by `symbol timeframe`. */
  readonly stored: ReadonlyMap<string, Ms>;
  /** Candles up to there that the disk lacks. */
  readonly unsaved: ReadonlyMap<string, CandleColumns>;
  readonly now: () => Ms;
};

export type Collector = {
  /**
   * Looks for gaps in what has closed since the last call and begins to store it. The writing itself goes on beside the desk; what
   * went wrong with it is thrown by the next call, once for each file.
   */
  collect(): Promise<readonly EventOf<'data'>[]>;
  /** Stores a candle that the exchange has changed, with the next writing. */
  correct(symbol: string, candle: Candle): void;
  /** Ends after the file in hand; what is not stored is read from the exchange at the next start. */
  stop(): Promise<void>;
};

/** Keeps the candles of a live market on the disk, a file at a time. */
export function candleCollector({ market, folder, exchange, stored, unsaved, now }: CollectorOptions): Collector {
  const newest = new Map(stored);
  const lacking = new Map(unsaved);
  const looked = new Map<string, Ms>();
  const corrections = new Map<string, Candle[]>();
  let writing: Promise<void> | undefined;
  /** What went wrong since the last call, by file; told once for as long as it lasts. */
  const failures = new Map<string, unknown>();
  const told = new Set<string>();
  let stopped = false;

  const gapsOf = (symbol: string): readonly EventOf<'data'>[] => {
    const timeframe = market.baseOf(symbol);
    const bars = timeframe === undefined ? undefined : market.bars(symbol, timeframe);
    if (timeframe === undefined || bars === undefined || bars.end === bars.first) return [];
    const length = lengthOf(timeframe);
    const before = looked.get(symbol);
    looked.set(symbol, bars.time.at(bars.end - 1));
    if (before === undefined) return [];
    let missing = 0;
    let first = Number.NaN;
    for (let i = bars.end - 1; i > bars.first && bars.time.at(i) > before; i--) {
      const expected = bars.time.at(i - 1) + length;
      const skipped = (bars.time.at(i) - expected) / length;
      if (skipped <= 0) continue;
      missing += skipped;
      first = expected;
    }
    if (missing === 0) return [];
    const says = `${symbol} ${timeframe}: ${missing} ${missing === 1 ? 'candle is' : 'candles are'} missing from ${timeText(first)}; left missing until the next start`;
    return [{ type: 'data', at: now(), symbol, timeframe, problem: 'gap', count: missing, says }];
  };

  const store = async (symbol: string, timeframe: Timeframe): Promise<void> => {
    const key = anchorKey(symbol, timeframe);
    const changed = timeframe === market.baseOf(symbol) ? (corrections.get(symbol) ?? []) : [];
    const fresh = closedSince(market, symbol, timeframe, newest.get(key) ?? Number.NEGATIVE_INFINITY);
    const last = fresh.time.at(-1);
    const older = lacking.get(key);
    if (last === undefined && changed.length === 0 && older === undefined) return;
    corrections.delete(symbol);
    try {
      const columns = changed.reduce(
        (sum, candle) => mergeColumns(sum, columnsOf([candle])),
        older === undefined ? fresh : mergeColumns(older, fresh),
      );
      await saveCandles(folder, exchange, symbol, timeframe, columns);
      if (last !== undefined) newest.set(key, last);
      lacking.delete(key);
      told.delete(key);
    } catch (error) {
      if (changed.length > 0) corrections.set(symbol, [...changed, ...(corrections.get(symbol) ?? [])]);
      if (!told.has(key)) failures.set(key, error);
    }
  };

  const write = async (): Promise<void> => {
    for (const { symbol } of market.instruments()) {
      for (const timeframe of market.timeframesOf(symbol)) {
        if (stopped) return;
        await store(symbol, timeframe);
      }
    }
  };

  return {
    async collect() {
      const [failed] = failures.entries();
      writing ??= write().finally(() => {
        writing = undefined;
      });
      if (failed !== undefined) {
        const [key, error] = failed;
        failures.delete(key);
        told.add(key);
        throw error;
      }
      return market.instruments().flatMap(({ symbol }) => gapsOf(symbol));
    },
    correct(symbol, candle) {
      corrections.set(symbol, [...(corrections.get(symbol) ?? []), candle]);
    },
    async stop() {
      stopped = true;
      await writing;
    },
  };
}

function closedSince(market: Market, symbol: string, timeframe: Timeframe, since: Ms): CandleColumns {
  const bars = market.bars(symbol, timeframe);
  if (bars === undefined) return newColumns(0);
  let from = bars.end;
  while (from > bars.first && bars.time.at(from - 1) > since) from -= 1;
  const columns = newColumns(bars.end - from);
  for (const name of COLUMN_NAMES) for (let i = from; i < bars.end; i++) columns[name][i - from] = bars[name].at(i);
  return columns;
}

function columnsOf(candles: readonly Candle[]): CandleColumns {
  const columns = newColumns(candles.length);
  for (const name of COLUMN_NAMES) candles.forEach((candle, i) => (columns[name][i] = candle[name]));
  return columns;
}
