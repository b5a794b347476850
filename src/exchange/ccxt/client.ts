import { ExchangeError } from '../../core/execution/broker.ts';
import { nearest } from '../../core/reply/nearest.ts';
import type { Clock } from '../../core/steadyClock.ts';
import { type Ms, SECOND } from '../../core/time.ts';
import { type Budget, type BudgetLimits, openBudget } from '../budget.ts';
import { exchangeError, isLimited } from './errors.ts';

/** A WebSocket connection as ccxt keeps it. */
type CcxtSocket = {
  error: unknown;
  reset(error: Error): void;
  close(): unknown;
  connection?: { terminate?: () => void };
};

/** The part of a ccxt exchange that reads public data. Answers are unknown until they have been looked at. */
type Ccxt = {
  readonly id: string;
  readonly has: Readonly<Record<string, unknown>>;
  readonly timeframes: Readonly<Record<string, unknown>>;
  readonly precisionMode?: number | undefined;
  readonly rateLimit?: number | undefined;
  readonly rollingWindowSize: number;
  throttle: (cost?: number) => Promise<void>;
  fetchImplementation: unknown;
  /** Streams' memories: by symbol and timeframe, and by symbol. */
  ohlcvs: Record<string, Record<string, unknown>>;
  bidsasks: Record<string, unknown>;
  clients: Record<string, CcxtSocket>;
  readonly urls: { readonly api: unknown };
  parseOHLCVs(rows: object[], market?: unknown, timeframe?: string, since?: number, limit?: number, tail?: boolean): unknown;
  parseOHLCV(row: unknown, market: unknown): unknown;
  loadHttpProxyAgent(): Promise<unknown>;
  loadMarkets(reload?: boolean): Promise<unknown>;
  fetchTime(): Promise<unknown>;
  fetchOHLCV(symbol: string, timeframe: string, since: number, limit: number, params: object): Promise<unknown>;
  fetchTickers(symbols?: string[]): Promise<unknown>;
  fetchTicker(symbol: string): Promise<unknown>;
  fetchOrderBook(symbol: string, limit: number): Promise<unknown>;
  watchOHLCV(symbol: string, timeframe: string): Promise<unknown>;
  watchOHLCVForSymbols(symbolsAndTimeframes: string[][]): Promise<unknown>;
  watchBidsAsks(symbols: string[]): Promise<unknown>;
  watchTickers(symbols: string[]): Promise<unknown>;
};

export type ClientOptions = {
  readonly clock: Clock;
  /** Shared with whatever else talks to the same exchange from this address. */
  readonly budget?: Budget;
  /** Longest wait for an answer, body included. */
  readonly timeout?: Ms;
  /** Where requests go instead of the internet. Host names are kept, because ccxt chooses error tables by them. */
  readonly route?: { readonly fetch: typeof fetch; readonly webSocket: (url: string) => string };
  readonly onLimited?: (says: string) => void;
};

/** A ccxt exchange with our own budget in place of its throttle, and one way to read from it. */
export type Client = {
  readonly name: string;
  readonly ccxt: Ccxt;
  readonly budget: Budget;
  /** Runs one reading; every failure is an ExchangeError that says what was being done. Waits out a short limit. */
  read<T>(doing: string, reading: () => Promise<T>): Promise<T>;
  /** Ends the readings under way; the exchange can be read no more. */
  close(): void;
};

/** Which markets an exchange id stands for; others load whatever they have. */
const MARKETS: Readonly<Record<string, readonly string[]>> = {
  binance: ['spot'],
  binanceusdm: ['linear'],
  kucoin: ['spot'],
  kucoinfutures: ['swap'],
};
/** For exchanges whose limit has no window that ccxt knows: bursts stay small. */
const SHORT_WINDOW: Ms = 2 * SECOND;
/** Silence kept when the exchange limits us and does not say for how long. */
const UNTOLD: Readonly<Record<number, Ms>> = { 429: 10 * SECOND, 418: 120 * SECOND };

/** When the silence that a refusal asks for ends: Retry-After in seconds or as a date, or KuCoin's own header in ms. */
function silenceEnd(response: Response, now: Ms): Ms {
  const told = response.headers.get('retry-after') ?? '';
  if (/^\d+$/.test(told)) return now + Number(told) * SECOND;
  const date = Date.parse(told);
  if (!Number.isNaN(date)) return date;
  const kucoin = response.headers.get('gw-ratelimit-reset') ?? '';
  return now + (/^\d+$/.test(kucoin) ? Number(kucoin) : (UNTOLD[response.status] ?? 0));
}

/** Words for a failed connection: undici hides the cause, and an unreachable host with two addresses hides it twice. */
function causeOf(error: unknown): string {
  const parts: string[] = [];
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    const inner = e instanceof AggregateError ? e.errors.map(String).join(', ') : e.message;
    if (inner !== '' && inner !== 'fetch failed' && !parts.includes(inner)) parts.push(inner);
  }
  return parts.join(': ');
}

/** ccxt takes a body that is no JSON, or an empty object, for an empty answer, which would read as "no candles". */
function mustBeJson(body: string): void {
  const text = body.trim();
  const [first, last] = [text.at(0), text.at(-1)];
  if ((first === '{' && last === '}' && text.length > 2) || (first === '[' && last === ']')) return;
  throw new Error(`expected market data as JSON, got "${text.slice(0, 80)}"`);
}

/** Makes ccxt refuse an answer that holds no candles instead of skipping what it cannot read. */
function refuseForeignCandles(exchange: Ccxt): void {
  const parse = exchange.parseOHLCVs.bind(exchange);
  exchange.parseOHLCVs = (rows, market, ...rest) => {
    const first: unknown = Array.isArray(rows) && rows.length > 0 ? exchange.parseOHLCV(rows[0], market) : undefined;
    const readable = first === undefined || (Array.isArray(first) && Number.isFinite(Number(first[0] ?? Number.NaN)));
    if (!Array.isArray(rows) || !readable)
      throw new Error(`expected a list of candles, got ${JSON.stringify(rows).slice(0, 80)}`);
    return parse(rows, market, ...rest);
  };
}

/** A failed connection in the shape in which ccxt looks for the cause. */
const unreachable = (host: string, error: unknown): TypeError =>
  new TypeError('fetch failed', { cause: new Error(`${host}: ${causeOf(error)}`, { cause: error }) });

/** A fetch that reads the whole body before it answers, so that ccxt's timeout covers a body that drips. */
function budgetedFetch(send: typeof fetch, budget: () => Budget, clock: Clock, over: AbortSignal) {
  return async (url: string, init: { method: string; headers: Record<string, string>; body?: string; signal: AbortSignal }) => {
    try {
      const response = await send(url, {
        method: init.method,
        headers: init.headers,
        body: init.body ?? null,
        signal: AbortSignal.any([init.signal, over]),
      });
      const body = await response.text();
      if (response.status === 429 || response.status === 418) {
        const what = response.status === 418 ? 'this address is banned (418)' : 'too many requests (429)';
        budget().silence(silenceEnd(response, clock.now()), what);
      }
      if (response.ok) mustBeJson(body);
      const bodiless = [204, 205, 304].includes(response.status);
      return new Response(bodiless ? null : body, response);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw unreachable(new URL(url).host, error);
    }
  };
}

function routed(urls: unknown, to: (url: string) => string): unknown {
  if (typeof urls === 'string') return urls.startsWith('ws') ? to(urls) : urls;
  if (typeof urls !== 'object' || urls === null) return urls;
  return Object.fromEntries(Object.entries(urls).map(([key, value]) => [key, routed(value, to)]));
}

/**
 * Loads ccxt (0.6 s and 130 MB, so only here; its package exports no smaller part) and opens one exchange for public data.
 * Nothing is sent yet. Throws ExchangeError `fatal` that names the nearest exchange when there is none of this name.
 */
export async function openClient(name: string, options: ClientOptions): Promise<Client> {
  const { clock, timeout = 10 * SECOND, route } = options;
  const ccxt = await import('ccxt');
  const exchanges: Readonly<Record<string, new (config: object) => Ccxt>> = { ...ccxt.exchanges, ...ccxt.pro };
  const Exchange = Object.hasOwn(exchanges, name) ? exchanges[name] : undefined;
  if (Exchange === undefined) {
    const near = nearest(name, Object.keys(exchanges).sort());
    throw new ExchangeError(
      'fatal',
      `there is no exchange "${name}" in ccxt${near === undefined ? '' : `; did you mean "${near}"?`}`,
    );
  }

  const types = MARKETS[name];
  const exchange = new Exchange({
    timeout,
    // Prices and steps stay decimal text.
    number: String,
    has: { fetchCurrencies: false },
    options: {
      // Streams are read as they come; their memory need not reach back.
      OHLCVLimit: 10,
      ...(types === undefined ? {} : { fetchMarkets: { types, fetchTickersFees: false } }),
      // Reconnecting waits its turn in our own backoff.
      ws: { backoff: { max: 0 } },
    },
    ...(route === undefined ? {} : { urls: { api: routed(new Exchange({}).urls.api, route.webSocket) } }),
  });
  const window = exchange.rollingWindowSize > 0 ? exchange.rollingWindowSize : SHORT_WINDOW;
  // ccxt's `rateLimit` is the ms that one unit of weight takes.
  const limits: BudgetLimits = { exchange: name, capacity: window / (exchange.rateLimit ?? SECOND), window };
  const budget = options.budget ?? openBudget(limits, clock, options.onLimited);
  exchange.throttle = (cost = 1) => budget.take(cost, 'ordinary');
  const over = new AbortController();
  exchange.fetchImplementation = budgetedFetch(route?.fetch ?? fetch, () => budget, clock, over.signal);
  refuseForeignCandles(exchange);
  // Without this agent ccxt refuses plain ws:// addresses.
  if (route !== undefined) await exchange.loadHttpProxyAgent();

  return {
    name,
    ccxt: exchange,
    budget,
    close: () => over.abort(),
    async read(doing, reading) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await reading();
        } catch (error) {
          // The budget holds the next attempt back until the silence ends, or refuses it.
          if (!isLimited(error) || attempt === 3) throw exchangeError(name, doing, error);
        }
      }
    },
  };
}
