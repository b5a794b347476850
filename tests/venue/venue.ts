import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Candle } from '../../src/core/market/candles.ts';
import { isTimeframe, type Ms, type Timeframe } from '../../src/core/time.ts';
import {
  type Book,
  bookTicker,
  bookTickerMessage,
  dayTicker,
  depthOf,
  exchangeInfo,
  idOf,
  klineMessage,
  klineRow,
  type Pair,
} from './payloads.ts';

/** What goes out instead of the right answer; `body` is sent as it is. */
type Fault = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends nothing: the first half of the body goes out and the rest never does. */
  readonly stalls?: boolean;
};

type Asked = { readonly host: string; readonly path: string; readonly query: URLSearchParams };

/** A Binance exchange on the loopback interface, spot and USDM, public data only, played by a test. */
export type Venue = {
  /** Sends ccxt here instead of to the internet, with the host name kept in the path. */
  readonly route: { readonly fetch: typeof fetch; readonly webSocket: (url: string) => string };
  setCandles(id: string, timeframe: Timeframe, candles: readonly Candle[]): void;
  setBook(id: string, book: Book): void;
  /** Sends a kline update to those who subscribed. */
  pushCandle(id: string, timeframe: Timeframe, candle: Candle, closed: boolean): void;
  /** Changes the book and tells those who subscribed to its top. */
  pushBook(id: string, book: Book): void;
  /** Sends text as it is to everyone connected. */
  pushRaw(text: string): void;
  /** Connections stay open and subscriptions are not answered. */
  mute(on: boolean): void;
  /** Cuts every stream connection. */
  drop(): void;
  /** The next `times` answers on a path such as `/api/v3/klines`. */
  fault(path: string, fault: Fault, times?: number): void;
  /** Requests on a path so far, oldest first. */
  asked(path: string): readonly Asked[];
  /** Resolves when a stream such as `btcusdt@kline_1m` has been subscribed to for the nth time. */
  subscribed(stream: string, nth?: number): Promise<void>;
  /** How often a stream has been subscribed to. */
  streams(stream: string): number;
  close(): Promise<void>;
};

export async function openVenue(pairs: readonly Pair[], now: () => Ms): Promise<Venue> {
  const ids = new Set(pairs.map(idOf));
  const candles = new Map<string, readonly Candle[]>();
  const books = new Map<string, Book>();
  const faults = new Map<string, Fault[]>();
  const requests: Asked[] = [];
  const sockets = new Map<WebSocket, { readonly streams: Set<string>; readonly combined: boolean }>();
  const subscriptions = new Map<string, number>();
  const waiting = new Set<() => void>();
  let muted = false;

  const bookOf = (id: string): Book => books.get(id) ?? { bids: [[99, 1]], asks: [[101, 1]] };
  const error = (code: number, msg: string) => ({ status: 400, body: { code, msg } });
  const invalid = error(-1121, 'Invalid symbol.');

  const klines = (query: URLSearchParams): { status: number; body: unknown } => {
    const [id, timeframe] = [query.get('symbol') ?? '', query.get('interval') ?? ''];
    if (!ids.has(id)) return invalid;
    if (!isTimeframe(timeframe)) return error(-1120, 'Invalid interval.');
    const [start, end] = [query.get('startTime'), query.get('endTime')].map((at) => (at === null ? undefined : Number(at)));
    const rows = (candles.get(`${id} ${timeframe}`) ?? []).filter(
      ({ time }) => time >= (start ?? 0) && time <= (end ?? Number.POSITIVE_INFINITY),
    );
    const limit = Number(query.get('limit') ?? 500);
    // Without a start the newest are given, with one the oldest.
    const page = start === undefined ? rows.slice(-limit) : rows.slice(0, limit);
    return { status: 200, body: page.map((row) => klineRow(row, timeframe)) };
  };

  const tickers = (query: URLSearchParams, of: (id: string) => unknown): { status: number; body: unknown } => {
    const one = query.get('symbol');
    if (one !== null) return ids.has(one) ? { status: 200, body: of(one) } : invalid;
    return { status: 200, body: [...ids].map(of) };
  };

  const dayOf = (id: string): unknown => {
    const series = [...candles].find(([key]) => key.startsWith(`${id} `))?.[1] ?? [];
    return dayTicker(id, series, bookOf(id), now());
  };

  const routes: Readonly<Record<string, (query: URLSearchParams) => { status: number; body: unknown }>> = {
    '/api/v3/exchangeInfo': () => ({ status: 200, body: exchangeInfo(pairs, now()) }),
    '/api/v3/time': () => ({ status: 200, body: { serverTime: now() } }),
    '/api/v3/klines': klines,
    '/api/v3/depth': (query) => {
      const id = query.get('symbol') ?? '';
      return ids.has(id) ? { status: 200, body: depthOf(bookOf(id), Number(query.get('limit') ?? 100)) } : invalid;
    },
    '/api/v3/ticker/24hr': (query) => tickers(query, dayOf),
    '/api/v3/ticker/bookTicker': (query) => tickers(query, (id) => bookTicker(id, bookOf(id))),
  };

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://venue');
    const [, host = '', ...rest] = pathname.split('/');
    const path = `/${rest.join('/')}`;
    requests.push({ host, path, query: searchParams });
    const fault = faults.get(path)?.shift();
    if (fault !== undefined) {
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      if (fault.stalls === true) response.write(fault.body.slice(0, fault.body.length / 2));
      else response.end(fault.body);
      return;
    }
    const { status, body } = routes[path.replace('/fapi/v1/', '/api/v3/')]?.(searchParams) ?? {
      status: 404,
      body: { code: -1000, msg: `no ${path} here` },
    };
    response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' });
    response.end(JSON.stringify(body));
  };

  const server = createServer(answer);
  const streams = new WebSocketServer({ server });
  streams.on('connection', (socket, request) => {
    const subscription = { streams: new Set<string>(), combined: (request.url ?? '').split('/')[2] === 'stream' };
    sockets.set(socket, subscription);
    socket.on('close', () => sockets.delete(socket));
    socket.on('message', (data) => {
      const message: { method?: string; params?: string[]; id?: number } = JSON.parse(
        data instanceof Buffer ? data.toString() : '{}',
      );
      for (const stream of message.params ?? []) {
        if (message.method === 'UNSUBSCRIBE') subscription.streams.delete(stream);
        else {
          subscription.streams.add(stream);
          subscriptions.set(stream, (subscriptions.get(stream) ?? 0) + 1);
        }
      }
      if (!muted) socket.send(JSON.stringify({ result: null, id: message.id }));
      for (const check of waiting) check();
    });
  });

  const push = (stream: string, message: unknown): void => {
    if (muted) return;
    for (const [socket, { streams: wanted, combined }] of sockets)
      if (wanted.has(stream)) socket.send(JSON.stringify(combined ? { stream, data: message } : message));
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;

  return {
    route: {
      fetch: (url, init) => {
        const { host, pathname, search } = new URL(url instanceof Request ? url.url : url);
        return fetch(`http://127.0.0.1:${port}/${host}${pathname}${search}`, init);
      },
      webSocket: (url) => {
        const { host, pathname } = new URL(url);
        return `ws://127.0.0.1:${port}/${host}${pathname}`;
      },
    },
    setCandles: (id, timeframe, rows) => void candles.set(`${id} ${timeframe}`, rows),
    setBook: (id, book) => void books.set(id, book),
    pushCandle: (id, timeframe, candle, closed) =>
      push(`${id.toLowerCase()}@kline_${timeframe}`, klineMessage(id, candle, timeframe, closed, now())),
    pushBook(id, book) {
      books.set(id, book);
      push(`${id.toLowerCase()}@bookTicker`, bookTickerMessage(id, book));
    },
    pushRaw(text) {
      for (const socket of sockets.keys()) socket.send(text);
    },
    mute(on) {
      muted = on;
    },
    drop() {
      for (const socket of sockets.keys()) socket.terminate();
    },
    fault: (path, fault, times = 1) =>
      void faults.set(
        path,
        Array.from({ length: times }, () => fault),
      ),
    asked: (path) => requests.filter((request) => request.path === path),
    streams: (stream) => subscriptions.get(stream) ?? 0,
    subscribed: (stream, nth = 1) =>
      new Promise((resolve) => {
        const check = (): void => {
          if ((subscriptions.get(stream) ?? 0) < nth) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    async close() {
      for (const socket of sockets.keys()) socket.terminate();
      streams.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
