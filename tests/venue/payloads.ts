import type { Candle } from '../../src/core/market/candles.ts';
import { lengthOf, type Ms, type Timeframe } from '../../src/core/time.ts';

/** A pair of the loopback exchange, spot or perpetual, named as Binance names it. */
export type Pair = {
  readonly base: string;
  readonly quote: string;
  readonly tick: string;
  readonly lot: string;
  readonly status?: string;
  readonly perpetual?: true;
};

export const idOf = ({ base, quote }: Pair): string => `${base}${quote}`;

/** What USDM's exchangeInfo has besides. */
const PERPETUAL = {
  contractType: 'PERPETUAL',
  deliveryDate: 4133404800000,
  onboardDate: 1569398400000,
  marginAsset: 'USDT',
  underlyingType: 'COIN',
  maintMarginPercent: '2.5000',
  requiredMarginPercent: '5.0000',
};

/** One entry of exchangeInfo's `symbols`, with the filters that ccxt reads. */
const symbolInfo = (pair: Pair) => ({
  symbol: idOf(pair),
  status: pair.status ?? 'TRADING',
  baseAsset: pair.base,
  baseAssetPrecision: 8,
  quoteAsset: pair.quote,
  quotePrecision: 8,
  quoteAssetPrecision: 8,
  orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT_LIMIT'],
  icebergAllowed: true,
  ocoAllowed: true,
  isSpotTradingAllowed: true,
  isMarginTradingAllowed: false,
  filters: [
    { filterType: 'PRICE_FILTER', minPrice: pair.tick, maxPrice: '1000000.00000000', tickSize: pair.tick },
    { filterType: 'LOT_SIZE', minQty: pair.lot, maxQty: '9000.00000000', stepSize: pair.lot },
    {
      filterType: 'NOTIONAL',
      minNotional: '5.00000000',
      applyMinToMarket: true,
      maxNotional: '9000000.00000000',
      avgPriceMins: 5,
    },
  ],
  ...(pair.perpetual === true ? PERPETUAL : { permissions: [], permissionSets: [['SPOT']] }),
});

export const exchangeInfo = (pairs: readonly Pair[], now: Ms) => ({
  timezone: 'UTC',
  serverTime: now,
  rateLimits: [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000 }],
  exchangeFilters: [],
  symbols: pairs.map(symbolInfo),
});

const text = (value: number): string => value.toFixed(8);

/** A row of `/api/v3/klines`. */
export const klineRow = (candle: Candle, timeframe: Timeframe) => [
  candle.time,
  text(candle.open),
  text(candle.high),
  text(candle.low),
  text(candle.close),
  text(candle.volume),
  candle.time + lengthOf(timeframe) - 1,
  text(candle.volume * candle.close),
  10,
  text(candle.volume / 2),
  text((candle.volume * candle.close) / 2),
  '0',
];

/** A message of the kline stream; `closed` is its `x`. */
export const klineMessage = (id: string, candle: Candle, timeframe: Timeframe, closed: boolean, now: Ms) => ({
  e: 'kline',
  E: now,
  s: id,
  k: {
    t: candle.time,
    T: candle.time + lengthOf(timeframe) - 1,
    s: id,
    i: timeframe,
    f: 100,
    L: 200,
    o: text(candle.open),
    c: text(candle.close),
    h: text(candle.high),
    l: text(candle.low),
    v: text(candle.volume),
    n: 10,
    x: closed,
    q: text(candle.volume * candle.close),
    V: text(candle.volume / 2),
    Q: text((candle.volume * candle.close) / 2),
    B: '0',
  },
});

export type Book = {
  readonly bids: readonly (readonly [number, number])[];
  readonly asks: readonly (readonly [number, number])[];
};

const levels = (rows: readonly (readonly [number, number])[], limit: number) =>
  rows.slice(0, limit).map(([price, quantity]) => [text(price), text(quantity)]);

export const depthOf = (book: Book, limit: number) => ({
  lastUpdateId: 1027024,
  bids: levels(book.bids, limit),
  asks: levels(book.asks, limit),
});

const top = (book: Book) => ({
  bid: text(book.bids[0]?.[0] ?? 0),
  bidQuantity: text(book.bids[0]?.[1] ?? 0),
  ask: text(book.asks[0]?.[0] ?? 0),
  askQuantity: text(book.asks[0]?.[1] ?? 0),
});

/** Spot's bookTicker stream has neither an event name nor a time. */
export function bookTickerMessage(id: string, book: Book) {
  const { bid, bidQuantity, ask, askQuantity } = top(book);
  return { u: 400900217, s: id, b: bid, B: bidQuantity, a: ask, A: askQuantity };
}

export function bookTicker(id: string, book: Book) {
  const { bid, bidQuantity, ask, askQuantity } = top(book);
  return { symbol: id, bidPrice: bid, bidQty: bidQuantity, askPrice: ask, askQty: askQuantity };
}

/** `/api/v3/ticker/24hr`: the last 24 hours summed from candles. */
export function dayTicker(id: string, candles: readonly Candle[], book: Book, now: Ms) {
  const { bid, bidQuantity, ask, askQuantity } = top(book);
  const first = candles[0];
  const last = candles.at(-1);
  const volume = candles.reduce((sum, candle) => sum + candle.volume, 0);
  return {
    symbol: id,
    priceChange: text((last?.close ?? 0) - (first?.open ?? 0)),
    priceChangePercent: '0.000',
    weightedAvgPrice: text(last?.close ?? 0),
    prevClosePrice: text(first?.open ?? 0),
    lastPrice: text(last?.close ?? 0),
    lastQty: '1.00000000',
    bidPrice: bid,
    bidQty: bidQuantity,
    askPrice: ask,
    askQty: askQuantity,
    openPrice: text(first?.open ?? 0),
    highPrice: text(Math.max(0, ...candles.map(({ high }) => high))),
    lowPrice: text(Math.min(...candles.map(({ low }) => low), last?.low ?? 0)),
    volume: text(volume),
    quoteVolume: text(candles.reduce((sum, candle) => sum + candle.volume * candle.close, 0)),
    openTime: now - 86_400_000,
    closeTime: now,
    firstId: 28385,
    lastId: 28460,
    count: 76,
  };
}
