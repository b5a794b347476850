import { ExchangeError } from '../core/execution/broker.ts';
import type { Instrument, Quote } from '../core/market/instrument.ts';
import { nearest } from '../core/reply/nearest.ts';
import type { Clock } from '../core/steadyClock.ts';
import { type Ms, SECOND, type Timeframe } from '../core/time.ts';
import type { Budget } from './budget.ts';
import { readCandles } from './ccxt/candles.ts';
import { type ClientOptions, openClient } from './ccxt/client.ts';
import { type MarketListing, type OrderBook, quoteOf, readBook, readListing, type Ticker, tickersOf } from './ccxt/markets.ts';
import { openWatch, STREAM_TIMINGS, type StreamTimings } from './ccxt/streams.ts';
import { wallClock } from './clock.ts';
import type { CandleReading, Watch, WatchHandlers, WatchOptions } from './feed.ts';
import { remembered } from './remembered.ts';

/** There is no field for a key: whoever trades on paper holds none. */
export type ExchangeOptions = {
  /** Quote and settlement currency of the instruments, USDT when left out. */
  readonly quote?: string;
  readonly clock?: Clock;
  /** In [0, 1); spreads reconnections. */
  readonly random?: () => number;
  readonly timings?: Partial<StreamTimings>;
  readonly budget?: Budget;
  readonly timeout?: Ms;
  readonly route?: NonNullable<ClientOptions['route']>;
  /** Told when the exchange asks for silence; a watch hears of it as news. */
  readonly onLimited?: (says: string) => void;
};

/** Public data of a real exchange. Everything that waits throws ExchangeError. */
export type PublicExchange = {
  readonly name: string;
  readonly budget: Budget;
  /** Active spot pairs, or linear perpetuals, of the quote currency, by symbol; at most 60 s old. */
  instruments(): Promise<readonly Instrument[]>;
  /** Listed symbols that cannot be traded exactly, each with the reason, such as a tick finer than money carries. */
  refused(): Promise<readonly { readonly symbol: string; readonly why: string }[]>;
  /** Closed candles whose open lies in [since, until), oldest first. */
  candles(symbol: string, timeframe: Timeframe, since: Ms, until: Ms): Promise<CandleReading>;
  /** Last 24 hours of every instrument that has a price; at most 60 s old. */
  tickers(): Promise<ReadonlyMap<string, Ticker>>;
  quote(symbol: string): Promise<Quote>;
  orderBook(symbol: string, depth: number): Promise<OrderBook>;
  /** Our time less the exchange's, ms, half the round trip taken off; undefined where the exchange does not tell. */
  skew(): Promise<Ms | undefined>;
  /** Streams closed candles and quotes until stopped; one watch at a time. Throws ExchangeError `rejected` for unknown symbols. */
  watch(symbols: readonly string[], timeframe: Timeframe, handlers: WatchHandlers, options?: WatchOptions): Watch;
  /** Ends the watch, its connections and the readings under way. */
  close(): void;
};

const FRESH: Ms = 60 * SECOND;

/**
 * Opens a real exchange for public data and reads its markets. Throws ExchangeError: `fatal` for an unknown name, naming the
 * nearest, `retry` without a network, naming the cause and the replay market.
 */
export async function openExchange(name: string, options: ExchangeOptions = {}): Promise<PublicExchange> {
  const { quote: currency = 'USDT', clock = wallClock, random = Math.random, budget, timeout, route, onLimited } = options;
  let told: WatchHandlers | undefined;
  const client = await openClient(name, {
    clock,
    ...(budget === undefined ? {} : { budget }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(route === undefined ? {} : { route }),
    onLimited(says) {
      onLimited?.(says);
      told?.onNews({ state: 'limited', says });
    },
  });
  const { ccxt } = client;
  const now = (): Ms => clock.now();
  let listing: MarketListing = { instruments: [], unit: new Map(), refused: [] };
  const listed = remembered(async () => (listing = await readListing(client, currency)), FRESH, clock);
  await listed();
  const tickers = remembered(
    async () => {
      const all = tickersOf(await client.read('reading tickers', () => ccxt.fetchTickers()));
      return new Map([...all].filter(([symbol]) => listing.unit.has(symbol)));
    },
    FRESH,
    clock,
  );
  let watching: Watch | undefined;

  const unit = (symbol: string): number => {
    const size = listing.unit.get(symbol);
    if (size !== undefined) return size;
    const near = nearest(symbol, [...listing.unit.keys()]);
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    throw new ExchangeError('rejected', `${name} lists no active ${currency} market ${symbol}${hint}`);
  };
  const supported = (timeframe: Timeframe): void => {
    if (!(timeframe in ccxt.timeframes)) throw new ExchangeError('rejected', `${name} has no ${timeframe} candles`);
  };
  const orderBook = async (symbol: string, depth: number): Promise<OrderBook> =>
    readBook(client, symbol, depth, unit(symbol), now);

  return {
    name,
    budget: client.budget,
    instruments: async () => (await listed()).instruments,
    refused: async () => (await listed()).refused,
    async candles(symbol, timeframe, since, until) {
      supported(timeframe);
      return readCandles(client, { symbol, timeframe, unit: unit(symbol) }, since, until, now);
    },
    tickers,
    async quote(symbol) {
      unit(symbol);
      const ticker = await client.read(`reading the quote of ${symbol}`, () => ccxt.fetchTicker(symbol));
      const quote = quoteOf(ticker, now());
      if (quote !== undefined) return quote;
      // Futures' tickers come without bid and ask.
      const { at, bids, asks } = await orderBook(symbol, 5);
      const last = tickersOf([ticker]).get(symbol)?.last;
      const top = quoteOf({ bid: bids[0]?.[0], ask: asks[0]?.[0] }, at, last);
      if (top === undefined) throw new ExchangeError('unknown', `${name} has no bid and ask for ${symbol} now`);
      return top;
    },
    orderBook,
    async skew() {
      if (ccxt.has['fetchTime'] !== true) return undefined;
      const asked = clock.now();
      const told = Number(await client.read('asking the time', () => ccxt.fetchTime()));
      return Number.isFinite(told) ? (asked + clock.now()) / 2 - told : undefined;
    },
    watch(symbols, timeframe, handlers, watchOptions) {
      supported(timeframe);
      for (const symbol of symbols) unit(symbol);
      if (ccxt.has['watchOHLCV'] !== true) throw new ExchangeError('rejected', `${name} streams no candles`);
      if (watching !== undefined) throw new ExchangeError('rejected', `${name} is being watched already; stop that watch first`);
      const timings = { ...STREAM_TIMINGS, ...options.timings };
      const watch = openWatch(
        {
          client,
          clock,
          random,
          timings,
          unit,
          read: (symbol, frame, since, until, at) =>
            readCandles(client, { symbol, timeframe: frame, unit: unit(symbol) }, since, until, () => at),
        },
        symbols,
        timeframe,
        handlers,
        watchOptions,
      );
      watching = watch;
      told = handlers;
      return {
        stop() {
          watch.stop();
          if (watching === watch) watching = told = undefined;
        },
      };
    },
    close() {
      watching?.stop();
      watching = told = undefined;
      client.close();
    },
  };
}
