import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ExchangeError } from '../../src/core/execution/broker.ts';
import { fixed } from '../../src/core/money.ts';
import { HOUR, MINUTE } from '../../src/core/time.ts';
import { openExchange } from '../../src/exchange/ccxt.ts';
import { history, market, RUNNING, START } from './market.ts';

let { venue, clock, exchange, close }: Awaited<ReturnType<typeof market>> = await market();
await close();
beforeEach(async () => {
  ({ venue, clock, exchange, close } = await market());
});
afterEach(async () => close());

/** The ExchangeError that a promise ends with. */
async function failure(promise: Promise<unknown>): Promise<ExchangeError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ExchangeError) return error;
  throw new Error(`expected an ExchangeError, got ${String(error)}`);
}

test('instruments are the active pairs of the quote currency with exact steps', async () => {
  const instruments = await exchange.instruments();
  expect(instruments.map(({ symbol }) => symbol)).toEqual(['BTC/USDT', 'ETH/USDT']);
  expect(instruments[0]).toEqual({
    symbol: 'BTC/USDT',
    base: 'BTC',
    quote: 'USDT',
    kind: 'spot',
    tick: fixed('0.01'),
    step: fixed('0.00001'),
    minQuantity: fixed('0.00001'),
    minNotional: fixed('5'),
    maxLeverage: 1,
  });
});

test('a tick finer than money carries is refused by name', async () => {
  const refused = await exchange.refused();
  expect(refused).toHaveLength(1);
  expect(refused[0]?.symbol).toBe('DUST/USDT');
  expect(refused[0]?.why).toContain('price tick of DUST/USDT: 0.0000000000001 has 13 decimals; money carries 12');
});

test('host names are kept and nothing signed is sent', () => {
  expect(venue.asked('/api/v3/exchangeInfo').map(({ host }) => host)).toEqual(['api.binance.com']);
  for (const { query } of venue.asked('/api/v3/exchangeInfo')) expect(query.has('signature')).toBe(false);
});

test('markets are remembered for a minute', async () => {
  await exchange.instruments();
  await exchange.refused();
  expect(venue.asked('/api/v3/exchangeInfo')).toHaveLength(1);
  clock.advance(MINUTE);
  await Promise.all([exchange.instruments(), exchange.refused()]);
  expect(venue.asked('/api/v3/exchangeInfo')).toHaveLength(2);
});

test('history comes by pages, closed candles only', async () => {
  venue.setCandles('BTCUSDT', '1m', history(RUNNING, 2501, '1m'));
  const { columns, problems } = await exchange.candles('BTC/USDT', '1m', RUNNING - 2500 * MINUTE, START + HOUR);
  expect(problems).toEqual([]);
  expect(columns.time).toHaveLength(2500);
  expect(columns.time.at(-1)).toBe(RUNNING - MINUTE);
  expect([columns.close[0], columns.close.at(-1), columns.high[0], columns.volume[0]]).toEqual([100, 2599, 102, 10]);
  expect(venue.asked('/api/v3/klines').map(({ query }) => query.get('limit'))).toEqual(['1000', '1000', '500']);
});

test('a gap longer than a page is stepped over and told', async () => {
  const early = history(RUNNING - 1500 * MINUTE, 10, '1m');
  venue.setCandles('BTCUSDT', '1m', [...early, ...history(RUNNING - MINUTE, 10, '1m')]);
  const { columns, problems } = await exchange.candles('BTC/USDT', '1m', RUNNING - 1509 * MINUTE, RUNNING);
  expect(columns.time).toHaveLength(20);
  expect(problems).toMatchObject([{ problem: 'gap', count: 1489, symbol: 'BTC/USDT' }]);
});

test('order book, quote, tickers and clock', async () => {
  venue.setBook('BTCUSDT', {
    bids: [
      [99.5, 2],
      [99, 3],
    ],
    asks: [
      [100.5, 1],
      [101, 4],
    ],
  });
  venue.setCandles('BTCUSDT', '1h', history(RUNNING, 3, '1h'));
  expect(await exchange.orderBook('BTC/USDT', 5)).toEqual({
    at: START,
    bids: [
      [99.5, 2],
      [99, 3],
    ],
    asks: [
      [100.5, 1],
      [101, 4],
    ],
  });
  expect(await exchange.quote('BTC/USDT')).toEqual({ at: START, bid: 99.5, ask: 100.5, last: 102, depth: 1 });
  const tickers = await exchange.tickers();
  expect(tickers.get('BTC/USDT')).toMatchObject({ quoteVolume: 3030, last: 102 });
  expect([...tickers.keys()]).not.toContain('ETH/BTC');
  expect(await exchange.skew()).toBe(0);
});

test('a crossed book is no order book', async () => {
  venue.setBook('BTCUSDT', { bids: [[102, 1]], asks: [[101, 1]] });
  expect(await failure(exchange.orderBook('BTC/USDT', 5))).toMatchObject({ kind: 'unknown' });
});

test('429 is obeyed: nothing is sent before Retry-After is over, then the reading goes on', async () => {
  venue.setCandles('BTCUSDT', '1m', history(RUNNING - MINUTE, 3, '1m'));
  venue.fault('/api/v3/klines', {
    status: 429,
    headers: { 'retry-after': '7' },
    body: '{"code":-1003,"msg":"Too many requests."}',
  });
  let done = false;
  const reading = exchange.candles('BTC/USDT', '1m', RUNNING - 3 * MINUTE, RUNNING).finally(() => (done = true));
  // A reading that is not held back ends the test's wait on the silence at once.
  while (exchange.budget.silentUntil() === undefined) await new Promise(setImmediate);
  expect(exchange.budget.silentUntil()).toBe(START + 7000);
  clock.advance(6999);
  await new Promise(setImmediate);
  expect([done, venue.asked('/api/v3/klines').length]).toEqual([false, 1]);
  clock.advance(1);
  expect((await reading).columns.time).toHaveLength(3);
  expect(venue.asked('/api/v3/klines')).toHaveLength(2);
});

test('a ban means silence until its end, refused with the end named', async () => {
  venue.fault('/api/v3/depth', { status: 418, headers: { 'retry-after': '600' }, body: '{"code":-1003,"msg":"banned"}' });
  expect(await failure(exchange.orderBook('BTC/USDT', 5))).toMatchObject({ kind: 'retry' });
  const refused = await failure(exchange.orderBook('BTC/USDT', 5));
  expect(refused).toMatchObject({ kind: 'retry' });
  expect(refused.message).toContain('2024-06-01 12:10 UTC');
  expect(venue.asked('/api/v3/depth')).toHaveLength(1);
  clock.advance(600_000);
  expect((await exchange.orderBook('BTC/USDT', 5)).bids).toHaveLength(1);
});

test.each([
  ['garbage', { status: 200, body: '<html>not json</html>' }, 'unknown'],
  ['an empty object', { status: 200, body: '{}' }, 'unknown'],
  ['a cut body', { status: 200, body: '[[1717243200000,"1","2' }, 'unknown'],
  ['rows of text', { status: 200, body: '[["a","b"]]' }, 'unknown'],
  ['503', { status: 503, body: 'Service Unavailable' }, 'retry'],
  ['451', { status: 451, body: '{"code":0,"msg":"Service unavailable from a restricted location"}' }, 'fatal'],
])('%s instead of candles is a clear error', async (_, fault, kind) => {
  venue.fault('/api/v3/klines', fault);
  const error = await failure(exchange.candles('BTC/USDT', '1m', RUNNING - MINUTE, RUNNING));
  expect(error.kind).toBe(kind);
  expect(error.message).toContain('reading 1m candles of BTC/USDT');
});

test('broken candles are dropped and counted', async () => {
  const rows = history(RUNNING - MINUTE, 3, '1m');
  venue.setCandles(
    'BTCUSDT',
    '1m',
    rows.map((row, i) => (i === 1 ? { ...row, high: 0 } : row)),
  );
  const { columns, problems } = await exchange.candles('BTC/USDT', '1m', RUNNING - 3 * MINUTE, RUNNING);
  expect([...columns.time]).toEqual([RUNNING - 3 * MINUTE, RUNNING - MINUTE]);
  expect(problems.map(({ problem, count }) => [problem, count])).toEqual([
    ['number', 1],
    ['gap', 1],
  ]);
});

test('an unknown symbol is rejected with the nearest, before anything is sent', async () => {
  const error = await failure(exchange.candles('BTC/USDC', '1m', 0, RUNNING));
  expect(error.kind).toBe('rejected');
  expect(error.message).toContain('did you mean BTC/USDT?');
  expect(venue.asked('/api/v3/klines')).toHaveLength(0);
});

test('an unknown exchange is refused with the nearest', async () => {
  const error = await failure(openExchange('binanse'));
  expect(error.kind).toBe('fatal');
  expect(error.message).toBe('there is no exchange "binanse" in ccxt; did you mean "binance"?');
});

test('no network is a clear error that names the cause and the replay market', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await new Promise((resolve) => server.close(resolve));
  const error = await failure(
    openExchange('binance', {
      clock,
      route: { fetch: (_, init) => fetch(`http://127.0.0.1:${port}/`, init), webSocket: (url) => url },
    }),
  );
  expect(error.kind).toBe('retry');
  expect(error.message).toContain('ECONNREFUSED');
  expect(error.message).toContain('api.binance.com');
  expect(error.message).toContain('"npm start" without EXCHANGE plays the replay market');
});

test('a body that stalls ends with the timeout', async () => {
  await close();
  ({ venue, clock, exchange, close } = await market({ timeout: 300 }));
  venue.fault('/api/v3/klines', { status: 200, body: '[[1717243200000,"1"]]', stalls: true });
  const error = await failure(exchange.candles('BTC/USDT', '1m', RUNNING - MINUTE, RUNNING));
  expect(error.kind).toBe('retry');
  expect(error.message).toContain('timed out');
});

test('closing ends the readings under way at once', async () => {
  venue.fault('/api/v3/klines', { status: 200, body: '[[1717243200000,"1"]]', stalls: true });
  const begun = performance.now();
  const failed = failure(exchange.candles('BTC/USDT', '1m', RUNNING - MINUTE, RUNNING));
  while (venue.asked('/api/v3/klines').length === 0) await new Promise(setImmediate);
  exchange.close();
  expect((await failed).kind).toBe('retry');
  expect(performance.now() - begun).toBeLessThan(5_000);
});
