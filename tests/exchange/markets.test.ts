import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixed, toNumber } from '../../src/core/money.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/time.ts';
import { openExchange } from '../../src/exchange/ccxt.ts';
import { sharedData } from '../data.ts';
import { manualClock } from '../venue/manualClock.ts';
import { openVenue } from '../venue/venue.ts';
import { candle, RUNNING, START } from './market.ts';
import { recording } from './recording.ts';

/** A route that answers each path with what is given for it. */
const answering = (answers: Readonly<Record<string, string>>) => ({
  fetch: (url: string | URL | Request) => {
    const { pathname } = new URL(url instanceof Request ? url.url : url);
    const body = answers[pathname];
    return Promise.resolve(new Response(body ?? `{"msg":"no ${pathname}"}`, { status: body === undefined ? 404 : 200 }));
  },
  webSocket: (url: string) => url,
});

test.each([
  ['binance', 'binance_spot_exchangeInfo_2021-04-29.json', '/api/v3/exchangeInfo', 'spot', 258],
  ['binanceusdm', 'binance_usdm_testnet_exchangeInfo_2025-11-26.json', '/fapi/v1/exchangeInfo', 'perpetual', 514],
])('every active USDT market of the recorded exchangeInfo of %s is read', async (name, file, path, kind, count) => {
  const recorded = sharedData(`exchange/${file}`);
  if (recorded === undefined) return;
  const exchange = await openExchange(name, {
    clock: manualClock(START),
    route: answering({ [path]: readFileSync(recorded, 'utf8') }),
  });
  const instruments = await exchange.instruments();
  expect(instruments).toHaveLength(count);
  expect(await exchange.refused()).toEqual([]);
  expect(new Set(instruments.map((one) => one.kind))).toEqual(new Set([kind]));
  for (const { symbol, tick, step, minQuantity } of instruments) {
    expect([symbol, toNumber(tick) > 0, toNumber(step) > 0, minQuantity >= step]).toEqual([symbol, true, true, true]);
    expect(symbol.endsWith(kind === 'spot' ? '/USDT' : '/USDT:USDT')).toBe(true);
  }
});

const CONTRACT = {
  symbol: 'XBTUSDTM',
  baseCurrency: 'XBT',
  quoteCurrency: 'USDT',
  settleCurrency: 'USDT',
  type: 'FFWCSX',
  lotSize: 1,
  tickSize: 0.1,
  multiplier: 0.001,
  maxOrderQty: 1000000,
  maxPrice: 1000000,
  maxLeverage: 125,
  isInverse: false,
  status: 'Open',
  nextFundingRateTime: 20000000,
};

test('amounts counted in contracts become base currency', async () => {
  const kline = [RUNNING - MINUTE, 99, 102, 98, 100, 5000, 500];
  const book = {
    code: '200000',
    data: { symbol: 'XBTUSDTM', sequence: 1, ts: START * 1e6, bids: [[99, 20]], asks: [[101, 30]] },
  };
  const exchange = await openExchange('kucoinfutures', {
    clock: manualClock(START),
    route: answering({
      '/api/v1/contracts/active': JSON.stringify({ code: '200000', data: [CONTRACT] }),
      '/api/v1/kline/query': JSON.stringify({ code: '200000', data: [kline] }),
      '/api/v1/level2/depth20': JSON.stringify(book),
    }),
  });
  expect(await exchange.instruments()).toEqual([
    {
      symbol: 'BTC/USDT:USDT',
      base: 'BTC',
      quote: 'USDT',
      kind: 'perpetual',
      tick: fixed('0.1'),
      step: fixed('0.001'),
      minQuantity: fixed('0.001'),
      minNotional: 0n,
      maxLeverage: 125,
    },
  ]);
  const { columns } = await exchange.candles('BTC/USDT:USDT', '1m', RUNNING - MINUTE, RUNNING);
  expect([columns.close[0], columns.volume[0]]).toEqual([100, 5]);
  const { bids, asks } = await exchange.orderBook('BTC/USDT:USDT', 20);
  expect([bids, asks]).toEqual([[[99, 0.02]], [[101, 0.03]]]);
});

test('perpetuals of Binance are read and streamed under their own symbols', async () => {
  const clock = manualClock(START);
  const venue = await openVenue([{ base: 'BTC', quote: 'USDT', tick: '0.10', lot: '0.001', perpetual: true }], () => clock.now());
  const exchange = await openExchange('binanceusdm', { clock, route: venue.route, timings: { silence: HOUR } });
  try {
    const told = recording();
    venue.setCandles('BTCUSDT', '1m', [candle(RUNNING - MINUTE, 99)]);
    const { columns } = await exchange.candles('BTC/USDT:USDT', '1m', RUNNING - MINUTE, RUNNING);
    expect([...columns.close]).toEqual([99]);
    exchange.watch(['BTC/USDT:USDT'], '1m', told.handlers);
    await Promise.all([venue.subscribed('btcusdt@kline_1m'), venue.subscribed('btcusdt@bookTicker')]);
    venue.pushBook('BTCUSDT', { bids: [[99, 1]], asks: [[101, 1]] });
    venue.pushCandle('BTCUSDT', '1m', candle(RUNNING, 100), true);
    await told.until(() => told.quotes.length === 1);
    clock.advance(31 * SECOND);
    venue.pushCandle('BTCUSDT', '1m', candle(RUNNING + MINUTE, 101), false);
    await told.until(() => told.closed.length === 1);
    expect(told.closed).toEqual([['BTC/USDT:USDT', candle(RUNNING, 100)]]);
    expect(told.quotes[0]?.[1]).toMatchObject({ bid: 99, ask: 101 });
  } finally {
    exchange.close();
    await venue.close();
  }
});
