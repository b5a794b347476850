import type { Candle } from '../../core/market/candles.ts';
import { checkCandles } from '../../core/market/check.ts';
import type { Clock } from '../../core/steadyClock.ts';
import { floorTo, lengthOf, type Ms, SECOND, type Timeframe, timeText } from '../../core/time.ts';
import type { CandleReading, Watch, WatchHandlers, WatchOptions } from '../feed.ts';
import type { Client } from './client.ts';
import { exchangeError } from './errors.ts';
import { type LinkOptions, openLink, type Pipe } from './link.ts';
import { quoteOf } from './markets.ts';
import { type Hole, openSeries, type StreamedSeries, sameCandle } from './series.ts';

/** How patient a stream is; left out, the values below. */
export type StreamTimings = {
  /** No message for so long means that the connection is dead. */
  readonly silence: Ms;
  /** A candle that no newer one follows has closed so long after its end. */
  readonly grace: Ms;
  readonly backoff: LinkOptions['backoff'];
  /** Wait before a failed backfill is tried again. */
  readonly retry: Ms;
};

/** `grace` ends before the 3 s that a live instant waits, so that a quiet symbol is not late at every instant. */
export const STREAM_TIMINGS: StreamTimings = {
  silence: 15 * SECOND,
  grace: 2 * SECOND,
  backoff: { first: SECOND, most: 60 * SECOND },
  retry: 5 * SECOND,
};

/** How far the exchange's clock may run ahead of ours before its candles look like the future. */
const SKEW: Ms = 5 * SECOND;
/** Symbols in one subscription message; longer ones are cut off by exchanges. */
const BATCH = 100;

type StreamPorts = {
  readonly client: Client;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timings: StreamTimings;
  /** Base currency in one unit of the exchange's amounts. */
  readonly unit: (symbol: string) => number;
  /** Closed candles by REST; `now` is the time at which they must have closed. */
  readonly read: (symbol: string, timeframe: Timeframe, since: Ms, until: Ms, now: Ms) => Promise<CandleReading>;
};

function pipesOf({ ccxt }: Client, symbols: readonly string[], timeframe: Timeframe): Pipe[] {
  const batches = Array.from({ length: Math.ceil(symbols.length / BATCH) }, (_, i) => symbols.slice(i * BATCH, (i + 1) * BATCH));
  const candles: Pipe[] =
    ccxt.has['watchOHLCVForSymbols'] === true
      ? batches.map((batch) => ({
          kind: 'candles',
          next: () => ccxt.watchOHLCVForSymbols(batch.map((symbol) => [symbol, timeframe])),
        }))
      : symbols.map((symbol) => ({ kind: 'candles', next: () => ccxt.watchOHLCV(symbol, timeframe) }));
  const asks = ccxt.has['watchBidsAsks'] === true;
  if (!asks && ccxt.has['watchTickers'] !== true) return candles;
  const quotes = batches.map(
    (batch): Pipe => ({ kind: 'quotes', next: () => (asks ? ccxt.watchBidsAsks(batch) : ccxt.watchTickers(batch)) }),
  );
  return [...candles, ...quotes];
}

/** The newest rows of ccxt's memory of a series, from the newest back to `since`. */
function* newestRows(memory: unknown, since: Ms, unit: number): Generator<Candle> {
  if (!Array.isArray(memory)) return;
  for (let i = memory.length - 1; i >= 0; i--) {
    const row: unknown = memory[i];
    if (!Array.isArray(row)) continue;
    const [time = Number.NaN, open = 0, high = 0, low = 0, close = 0, volume = 0] = row.map(Number);
    if (time < since) return;
    yield { time, open, high, low, close, volume: volume * unit };
  }
}

const rowOf = (candle: Candle) => ({
  time: Float64Array.of(candle.time),
  open: Float64Array.of(candle.open),
  high: Float64Array.of(candle.high),
  low: Float64Array.of(candle.low),
  close: Float64Array.of(candle.close),
  volume: Float64Array.of(candle.volume),
});

/**
 * Streams closed candles and quotes of many symbols over one connection that mends itself: what closed while it was away, and
 * every candle the stream left out, is read by REST before anything newer is handed on.
 */
export function openWatch(
  ports: StreamPorts,
  symbols: readonly string[],
  timeframe: Timeframe,
  handlers: WatchHandlers,
  options: WatchOptions = {},
): Watch {
  const { client, clock, random, timings, unit, read } = ports;
  const { ccxt } = client;
  const length = lengthOf(timeframe);
  const newestClosed = floorTo(clock.now(), length) - length;
  const series = new Map<string, StreamedSeries>();
  for (const symbol of symbols) series.set(symbol, openSeries(length, options.after?.get(symbol) ?? newestClosed, timings.grace));
  const filling = new Set<string>();
  const quoted = new Map<string, unknown>();
  /** The newest row of each symbol, broken or not, as it was looked at last. */
  const seen = new Map<string, Candle>();
  const calls = new Set<() => void>();
  /** Open of the newest row of each symbol that was dropped, so that it is told once. */
  const broken = new Map<string, Ms>();
  let stopped = false;
  let readable = true;

  const later = (delay: Ms, run: () => void): void => {
    const callOff = clock.after(delay, () => {
      calls.delete(callOff);
      run();
    });
    calls.add(callOff);
  };

  const advance = (symbol: string, one: StreamedSeries): void => {
    if (stopped || filling.has(symbol)) return;
    const { closed, hole } = one.advance(clock.now(), link.heard('candles'));
    for (const candle of closed) handlers.onClosed(symbol, candle);
    if (hole !== undefined) void fill(symbol, one, hole);
  };

  const fill = async (symbol: string, one: StreamedSeries, { from, to, skipped }: Hole): Promise<void> => {
    filling.add(symbol);
    // The newest candle of a symbol without trades is asked for as a matter of course while the stream speaks of others.
    const lost = skipped || link.heard('candles') < to;
    try {
      const { columns, problems } = await read(symbol, timeframe, from, to, Math.max(to, clock.now()));
      if (stopped) return;
      readable = true;
      const candles = Array.from(columns.time, (time, i) => ({
        time,
        open: columns.open[i] ?? Number.NaN,
        high: columns.high[i] ?? Number.NaN,
        low: columns.low[i] ?? Number.NaN,
        close: columns.close[i] ?? Number.NaN,
        volume: columns.volume[i] ?? Number.NaN,
      }));
      const closed = one.bridge(candles, to);
      if (lost && closed.length > 0) {
        const many = closed.length === 1 ? 'candle' : 'candles';
        const says = `${closed.length} ${timeframe} ${many} of ${symbol} from ${timeText(from)} on read after the stream left them out`;
        handlers.onNews({ state: 'backfilled', symbol, says });
      }
      for (const problem of problems) handlers.onProblem(problem);
      for (const candle of closed) handlers.onClosed(symbol, candle);
      filling.delete(symbol);
      advance(symbol, one);
    } catch (error) {
      if (stopped) return;
      // Told once for all symbols until a reading succeeds.
      if (readable) handlers.onNews({ state: 'lost', says: exchangeError(client.name, 'reading missed candles', error).message });
      readable = false;
      later(timings.retry, () => {
        filling.delete(symbol);
        advance(symbol, one);
      });
    }
  };

  const sweepCandles = (): void => {
    const now = clock.now();
    for (const [symbol, one] of series) {
      // Two lengths back reach every candle that can still be open, and the one before it for corrections.
      const rows = [...newestRows(ccxt.ohlcvs[symbol]?.[timeframe], now - 2 * length - SKEW, unit(symbol))];
      const [newest] = rows;
      const before = seen.get(symbol);
      if (newest === undefined || (before?.time === newest.time && sameCandle(before, newest))) continue;
      seen.set(symbol, newest);
      for (const candle of rows) takeRow(symbol, one, candle, now);
      advance(symbol, one);
    }
  };

  const takeRow = (symbol: string, one: StreamedSeries, candle: Candle, now: Ms): void => {
    const readAt = candle.time > now + SKEW ? now : candle.time + length;
    const { columns, problems } = checkCandles(rowOf(candle), { symbol, timeframe }, readAt);
    if (columns.time.length === 0 && broken.get(symbol) !== candle.time) {
      broken.set(symbol, candle.time);
      for (const problem of problems) handlers.onProblem(problem);
    }
    const corrected = columns.time.length === 0 ? undefined : one.take(candle);
    if (corrected !== undefined) handlers.onCorrection(symbol, corrected);
  };

  const sweepQuotes = (answer: unknown): void => {
    // ccxt keeps the newest of each symbol; where it does not, the answer itself has it.
    const fresh = typeof answer === 'object' && answer !== null ? Object.entries(answer) : [];
    for (const [symbol, row] of [...fresh, ...Object.entries(ccxt.bidsasks)]) {
      if (!series.has(symbol) || quoted.get(symbol) === row) continue;
      quoted.set(symbol, row);
      const quote = quoteOf(row, clock.now());
      if (quote !== undefined) handlers.onQuote(symbol, quote);
    }
  };

  const link = openLink(client, pipesOf(client, symbols, timeframe), {
    clock,
    random,
    silence: timings.silence,
    backoff: timings.backoff,
    onNews: handlers.onNews,
    onDown() {
      ccxt.ohlcvs = {};
      ccxt.bidsasks = {};
      seen.clear();
      for (const one of series.values()) one.forget();
    },
    // A message may come in the same burst as another and wake nobody of its own, so every message looks at all symbols.
    onMessage: (kind, answer) => (kind === 'candles' ? sweepCandles() : sweepQuotes(answer)),
  });

  /** Looks again when the grace of the next close has passed, for symbols that no newer candle follows. */
  const atGrace = (): void => {
    for (const [symbol, one] of series) advance(symbol, one);
    const now = clock.now();
    later(floorTo(now - timings.grace, length) + length + timings.grace - now, atGrace);
  };
  atGrace();

  return {
    stop() {
      stopped = true;
      for (const callOff of calls) callOff();
      link.stop();
    },
  };
}
