import { afterEach, beforeEach, expect, test } from 'vitest';
import { ExchangeError } from '../../src/core/execution/broker.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { candle, history, market, RUNNING, START } from './market.ts';
import { type Recording, recording } from './recording.ts';

let { venue, clock, exchange, close }: Awaited<ReturnType<typeof market>> = await market();
await close();
let told: Recording = recording();
beforeEach(async () => {
  ({ venue, clock, exchange, close } = await market());
  told = recording();
});
afterEach(async () => close());

const SYMBOLS = ['BTC/USDT', 'ETH/USDT'];

/** Starts the watch and waits until the exchange has its subscriptions for the nth time. */
async function subscribed(nth = 1): Promise<void> {
  await Promise.all(['btcusdt', 'ethusdt'].map((id) => venue.subscribed(`${id}@kline_1m`, nth)));
  await venue.subscribed('btcusdt@bookTicker', nth);
}
async function watching(after?: ReadonlyMap<string, number>): Promise<void> {
  exchange.watch(SYMBOLS, '1m', told.handlers, after === undefined ? {} : { after });
  await subscribed();
}

/** The nth minute begins: the last word on the one before, said twice as exchanges do, and the first on this one. */
async function begin(nth: number): Promise<void> {
  clock.advance(RUNNING + nth * MINUTE + SECOND - clock.now());
  for (const id of ['BTCUSDT', 'ETHUSDT']) {
    venue.pushCandle(id, '1m', candle(RUNNING + (nth - 1) * MINUTE, 99 + nth), true);
    venue.pushCandle(id, '1m', candle(RUNNING + (nth - 1) * MINUTE, 99 + nth), true);
    venue.pushCandle(id, '1m', candle(RUNNING + nth * MINUTE, 50 + nth, 1), false);
  }
  await told.until(() => SYMBOLS.every((symbol) => told.times(symbol).at(-1) === RUNNING + (nth - 1) * MINUTE));
}

test('closed candles come once each, in order, with their last figures', async () => {
  await watching();
  for (const nth of [1, 2, 3]) await begin(nth);
  const times = [RUNNING, RUNNING + MINUTE, RUNNING + 2 * MINUTE];
  expect(told.times('BTC/USDT')).toEqual(times);
  expect(told.times('ETH/USDT')).toEqual(times);
  expect(told.closed.filter(([symbol]) => symbol === 'BTC/USDT').map(([, { close }]) => close)).toEqual([100, 101, 102]);
  expect([told.corrections, told.problems]).toEqual([[], []]);
  expect(venue.asked('/api/v3/klines')).toHaveLength(0);
});

test('quotes come from the top of the book; a crossed one is left out', async () => {
  await watching();
  venue.pushBook('ETHUSDT', { bids: [[103, 1]], asks: [[101, 1]] });
  venue.pushBook('BTCUSDT', { bids: [[99, 1]], asks: [[101, 1]] });
  await told.until(() => told.quotes.length === 1);
  expect(told.quotes).toEqual([['BTC/USDT', { at: START, bid: 99, ask: 101, last: 100, depth: 1 }]]);
});

test('a candle that no newer one follows closes by the clock, when the stream spoke since', async () => {
  await watching();
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING, 100), false);
  venue.pushCandle('ETHUSDT', '1m', candle(RUNNING, 200), false);
  await told.until(() => told.told('connected'));
  clock.advance(30 * SECOND - (clock.now() - START));
  venue.pushCandle('ETHUSDT', '1m', candle(RUNNING + MINUTE, 201), false);
  await told.until(() => told.times('ETH/USDT').length === 1);
  expect(told.times('BTC/USDT')).toEqual([]);
  clock.advance(2 * SECOND);
  expect(told.times('BTC/USDT')).toEqual([RUNNING]);
  expect(venue.asked('/api/v3/klines')).toHaveLength(0);
});

test('a silent stream is left, and what closed meanwhile is read without loss or doubling', async () => {
  await close();
  ({ venue, clock, exchange, close } = await market({ timings: { silence: 4 * MINUTE } }));
  await watching();
  await begin(1);
  await begin(2);
  for (const id of ['BTCUSDT', 'ETHUSDT']) venue.setCandles(id, '1m', history(RUNNING + 6 * MINUTE, 7, '1m'));
  venue.mute(true);
  clock.advance(4 * MINUTE);
  expect(told.news.at(-1)?.state).toBe('silent');
  venue.mute(false);
  clock.advance(SECOND);
  await subscribed(2);
  await begin(7);
  const times = Array.from({ length: 7 }, (_, i) => RUNNING + i * MINUTE);
  expect(told.times('BTC/USDT')).toEqual(times);
  expect(told.times('ETH/USDT')).toEqual(times);
  expect(told.closed.filter(([symbol]) => symbol === 'ETH/USDT').map(([, { close }]) => close)).toEqual([
    100, 101, 102, 103, 104, 105, 106,
  ]);
  expect(told.news.filter(({ state }) => state === 'connected')).toHaveLength(2);
  expect(told.told('backfilled')).toBe(true);
});

test('a connection that fails again and again is tried at growing waits', async () => {
  await watching();
  await begin(1);
  const lost = (): number => told.news.filter(({ state }) => state === 'lost').length;
  // With the random part at 0 the waits are half of 1, 2 and 4 s.
  for (const [i, wait] of [500, 1000, 2000].entries()) {
    venue.drop();
    await told.until(() => lost() === i + 1);
    expect(clock.pending()).toContain(wait);
    clock.advance(wait);
    await subscribed(i + 2);
  }
  await begin(2);
  expect(told.times('BTC/USDT')).toEqual([RUNNING, RUNNING + MINUTE]);
});

test('the candle that was running when the connection went is not closed with what was seen of it', async () => {
  await watching();
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING, 50, 1), false);
  await told.until(() => told.told('connected'));
  venue.setCandles('BTCUSDT', '1m', [candle(RUNNING, 100)]);
  venue.drop();
  await told.until(() => told.told('lost'));
  // Into the next candle, but not past the grace, after which it would be read anyway.
  clock.advance(31 * SECOND);
  await subscribed(2);
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING + MINUTE, 101), false);
  await told.until(() => told.times('BTC/USDT').length === 1);
  expect(told.closed[0]).toEqual(['BTC/USDT', candle(RUNNING, 100)]);
});

test('a candle that the stream left out is read before the newer ones are handed on', async () => {
  venue.setCandles('BTCUSDT', '1m', history(RUNNING + 2 * MINUTE, 3, '1m'));
  await watching();
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING, 100), true);
  clock.advance(2.5 * MINUTE);
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING + 2 * MINUTE, 102), true);
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING + 3 * MINUTE, 103), false);
  await told.until(() => told.times('BTC/USDT').length === 3);
  expect(told.times('BTC/USDT')).toEqual([RUNNING, RUNNING + MINUTE, RUNNING + 2 * MINUTE]);
});

test('what closed since the history was read is read first', async () => {
  venue.setCandles('BTCUSDT', '1m', history(RUNNING, 6, '1m'));
  await watching(
    new Map([
      ['BTC/USDT', RUNNING - 4 * MINUTE],
      ['ETH/USDT', RUNNING - MINUTE],
    ]),
  );
  clock.advance(3 * SECOND);
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING, 105), false);
  await told.until(() => told.times('BTC/USDT').length === 3);
  expect(told.times('BTC/USDT')).toEqual([RUNNING - 3 * MINUTE, RUNNING - 2 * MINUTE, RUNNING - MINUTE]);
});

test('a backfill that fails is told once and tried again', async () => {
  venue.setCandles('BTCUSDT', '1m', history(RUNNING + MINUTE, 2, '1m'));
  venue.fault('/api/v3/klines', { status: 503, body: 'away' }, 2);
  await watching();
  clock.advance(MINUTE);
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING + MINUTE, 101), false);
  await told.until(() => told.told('lost'));
  while (told.times('BTC/USDT').length === 0) {
    clock.advance(5 * SECOND);
    await new Promise(setImmediate);
  }
  expect(told.closed[0]).toEqual(['BTC/USDT', candle(RUNNING, 100)]);
  expect(told.news.filter(({ state }) => state === 'lost')).toHaveLength(1);
});

test('a limit met while watching is news', async () => {
  venue.fault('/api/v3/depth', {
    status: 429,
    headers: { 'retry-after': '60' },
    body: '{"code":-1003,"msg":"Too many requests."}',
  });
  await watching();
  await expect(exchange.orderBook('BTC/USDT', 5)).rejects.toThrow('asked for silence until 2024-06-01 12:01 UTC');
  expect(told.news.filter(({ state }) => state === 'limited').map(({ says }) => says)).toEqual([
    'binance asked for silence for 1 m, until 2024-06-01 12:01 UTC: too many requests (429)',
  ]);
});

test('a candle of nonsense is dropped, counted once, and read instead', async () => {
  venue.setCandles('BTCUSDT', '1m', history(RUNNING, 1, '1m'));
  await watching();
  venue.pushRaw('{"e":"nonsense"}');
  venue.pushCandle('BTCUSDT', '1m', { ...candle(RUNNING, 100), high: 1 }, true);
  venue.pushCandle('ETHUSDT', '1m', candle(RUNNING, 100), false);
  await told.until(() => told.problems.length === 1);
  clock.advance(30 * SECOND);
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING + MINUTE, 101), false);
  await told.until(() => told.times('BTC/USDT').length === 1);
  expect(told.closed[0]).toEqual(['BTC/USDT', candle(RUNNING, 100)]);
  expect(told.problems).toMatchObject([{ problem: 'range', symbol: 'BTC/USDT', count: 1 }]);
});

test('a closed candle that changes afterwards is a correction', async () => {
  await watching();
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING, 100), false);
  clock.advance(31 * SECOND);
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING + MINUTE, 101), false);
  await told.until(() => told.closed.length === 1);
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING + MINUTE, 102), false);
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING, 100.5), true);
  venue.pushCandle('BTCUSDT', '1m', candle(RUNNING + MINUTE, 103), false);
  await told.until(() => told.corrections.length === 1);
  expect(told.corrections).toEqual([['BTC/USDT', candle(RUNNING, 100.5)]]);
  expect(told.times('BTC/USDT')).toEqual([RUNNING]);
});

test('a stopped watch says nothing more, and another may begin', async () => {
  const watch = exchange.watch(SYMBOLS, '1m', told.handlers);
  await subscribed();
  expect(() => exchange.watch(SYMBOLS, '1m', told.handlers)).toThrow(ExchangeError);
  watch.stop();
  const heard = told.news.length;
  clock.advance(10 * MINUTE);
  expect([told.news.length, told.closed.length]).toEqual([heard, 0]);
  exchange.watch(SYMBOLS, '1m', told.handlers);
  await subscribed(2);
});
