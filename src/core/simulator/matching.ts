import { ExchangeError, type ExecutionReport, type Fill, type OrderReport } from '../execution/broker.ts';
import type { VenueCapabilities } from '../execution/capabilities.ts';
import { type OrderRequest, type Side } from '../facts/orderRequest.ts';
import type { PaperSpot } from '../facts/settings.ts';
import type { Candle } from '../market/candles.ts';
import type { Instrument } from '../market/instrument.ts';
import { type Fixed, fromNumber, mul, ONE, toNumber, ZERO } from '../money.ts';
import { type Ms, utcDay } from '../time.ts';
import {
  againstUs,
  anyWithin,
  type Book,
  type BookLevel,
  checkPrice,
  crosses,
  isWorse,
  newBook,
  newResting,
  type Offer,
  offerAtPrice,
  offerInBar,
  onTick,
  type Resting,
  rangeOf,
  rank,
  settle,
  shareOf,
  takerOffer,
} from './book.ts';
import { createFilling, forgetEnded, reportOf, sweep } from './fills.ts';
import { limitOf, listRefusal, overFree, refusalOf } from './orderRules.ts';
import { capabilitiesOf } from './paperCapabilities.ts';
import { rebuild } from './rebuild.ts';
import type { Restored } from './restored.ts';

export type MatchingOptions = {
  readonly instruments: Iterable<Instrument>;
  /** Fraction of a fill's notional, paid in quote currency. */
  readonly fee: number;
  /** Fraction of the price by which takers fare worse, where no depth is known. */
  readonly slippage: number;
  /** Fraction of a bar's volume that can be ours. */
  readonly maxVolumeShare: number;
  /** How spot orders rest: locking what they sell, with order lists or without, or locking nothing. With lists when left out. */
  readonly spot?: PaperSpot;
};

/** Levels of a book, best first: price and base quantity. */
export type Depth = {
  readonly bids: readonly (readonly [number, number])[];
  readonly asks: readonly (readonly [number, number])[];
};

/**
 * The simulated venue behind paper trading and backtests: synchronous, deterministic, without a clock of its own.
 * Every call returns the reports that it made, in order. Its rules are those of docs/market-of-bars.md.
 */
export type Matching = {
  readonly capabilities: VenueCapabilities;
  /** Takes an order at time `at`. Throws ExchangeError `rejected`, with the reason, when it does not take it; nothing was done then. */
  place(request: OrderRequest, at: Ms): ExecutionReport[];
  /** Throws ExchangeError `rejected` for an order that is unknown or has ended. */
  cancel(clientId: string, at: Ms): ExecutionReport[];
  /** The first price of the bar that begins at `at`, which will trade `barVolume` (base currency). */
  open(symbol: string, at: Ms, price: number, barVolume: number): ExecutionReport[];
  /**
   * A bar has closed at `closeAt`: its range is matched, then its close is the price. What the range fills is dated 1 ms
   * before the close, so that every fill's time lies in the bar whose volume it took.
   */
  bar(symbol: string, closeAt: Ms, candle: Candle): ExecutionReport[];
  /** A real quote; market orders walk `depth` where it is given. */
  quote(symbol: string, at: Ms, bid: number, ask: number, last: number, depth?: Depth): ExecutionReport[];
  /** Funding is due at `at`: longs pay `rate` of what they hold at the last price, shorts receive it. Spot has none. */
  fund(symbol: string, at: Ms, rate: number): ExecutionReport[];
  /** A symbol's rules from now on; orders that rest keep to those they were placed by. */
  relist(instrument: Instrument): void;
  /** Rebuilds a fresh engine after a restart; from then on it behaves as one that was never stopped. */
  restore(state: Restored): void;
  order(clientId: string): OrderReport | undefined;
  openOrders(): readonly OrderReport[];
  /** Executions at or after `since`, oldest first. */
  trades(since: Ms): readonly Fill[];
  /** Net base quantity by symbol, negative when short; zero is left out. */
  holdings(): ReadonlyMap<string, Fixed>;
};

const refuse = (why: string): never => {
  throw new ExchangeError('rejected', why);
};

/** A fresh engine. Throws RangeError for a price or fraction that is none, ExchangeError for an order it does not take. */
export function createMatching(options: MatchingOptions): Matching {
  const slippage = fromNumber(options.slippage);
  const maxShare = fromNumber(options.maxVolumeShare, 'down');
  const books = new Map<string, Book>();
  for (const instrument of options.instruments) books.set(instrument.symbol, newBook(instrument));
  const orders = new Map<string, Resting>();
  const capabilities = capabilitiesOf(options.spot ?? 'lists');
  const { trades, held, reducible, execute, serve, endSister, end } = createFilling(fromNumber(options.fee));

  /** The day of the newest order: what is old is forgotten once a day. */
  let day: Ms = 0;

  const bookOf = (symbol: string): Book => {
    const book = books.get(symbol);
    if (book === undefined) throw new RangeError(`${symbol} is not one of this market's ${books.size} instruments`);
    return book;
  };

  const match = (book: Book, at: Ms, offerTo: (order: Resting) => Offer | undefined): ExecutionReport[] => {
    const reports: ExecutionReport[] = [];
    // Array sort is stable: within a rank the earlier order goes first.
    for (const order of book.orders.toSorted((a, b) => rank(a) - rank(b))) {
      // Something of the same list may have gone before it.
      const offer = order.status === 'open' ? offerTo(order) : undefined;
      if (offer !== undefined) serve(book, order, offer, at, reports);
    }
    sweep(book);
    return reports;
  };

  /** What a new order meets at a price that is fresh. */
  const meet = (book: Book, order: Resting, at: Ms, reports: ExecutionReport[]): void => {
    const { kind, side, price } = order.request;
    if (kind !== 'limit') {
      const offer = offerAtPrice(book, order, slippage);
      if (offer !== undefined) serve(book, order, offer, at, reports);
      return;
    }
    if (price === undefined || !crosses(book, side, price)) return;
    const offer = takerOffer(book, side, slippage);
    if (offer === undefined) return;
    // Beyond the last price a limit is worth taking, and the slippage stops at the limit.
    const levels = book.quote === undefined ? offer.levels.map((level) => capped(level, side, price)) : offer.levels;
    execute(book, order, { levels, liquidity: 'taker' }, at, reports, price);
  };

  const levelsOf = (
    book: Book,
    side: Side,
    best: number,
    given: readonly (readonly [number, number])[] | undefined,
  ): BookLevel[] => {
    const { instrument } = book;
    if (given === undefined) return [{ price: againstUs(instrument, side, onTick(instrument, best), slippage), left: undefined }];
    return given.map(([price, quantity]) => ({ price: onTick(instrument, price), left: shareOf(instrument, quantity, ONE) }));
  };

  const lockedOut = (book: Book, request: OrderRequest): string | undefined =>
    capabilities[book.instrument.kind].locksBalance ? overFree(book, request, held.get(request.symbol) ?? ZERO) : undefined;

  /** Puts an order on its book, with the limit of its list beside it. */
  const rest = (book: Book, order: Resting): void => {
    orders.set(order.request.clientId, order);
    if (order.status === 'open') book.orders.push(order);
  };

  return {
    capabilities,
    place(request, at) {
      const book = books.get(request.symbol);
      if (book === undefined) return refuse(`${request.symbol} is not traded here`);
      if (utcDay(at) > day) forgetEnded(orders, trades, at);
      day = utcDay(at);
      if (orders.has(request.clientId)) return refuse(`client id ${request.clientId} was used before`);
      settle(book, maxShare);
      const why = refusalOf(request, book.instrument, book.price, reducible(request.symbol, request.side));
      if (why !== undefined) return refuse(why);
      const locked = lockedOut(book, request);
      if (locked !== undefined) return refuse(locked);
      const limit = limitOf(request);
      if (limit !== undefined) {
        const amiss = listRefusal(request, limit, book, capabilities[book.instrument.kind].orderLists);
        if (amiss !== undefined || orders.has(limit.clientId))
          return refuse(amiss ?? `client id ${limit.clientId} was used before`);
      }
      if (request.postOnly && request.price !== undefined && crosses(book, request.side, request.price)) {
        return refuse('post-only order would take at once');
      }
      const order = newResting(request, at, false);
      rest(book, order);
      const reports: ExecutionReport[] = [{ kind: 'order', report: reportOf(order) }];
      if (limit !== undefined) {
        const second = newResting(limit, at, true);
        order.sister = second;
        second.sister = order;
        rest(book, second);
        reports.push({ kind: 'order', report: reportOf(second) });
      }
      if (book.priceAt === at) meet(book, order, at, reports);
      sweep(book);
      return reports;
    },

    cancel(clientId, at) {
      const order = orders.get(clientId);
      if (order === undefined) return refuse(`no order has the client id ${clientId}`);
      if (order.status !== 'open') return refuse(`order ${clientId} is ${order.status} already`);
      const reports: ExecutionReport[] = [];
      end(order, 'canceled', at, reports, 'asked for');
      endSister(order, at, reports);
      sweep(bookOf(order.request.symbol));
      return reports;
    },

    open(symbol, at, price, barVolume) {
      const book = bookOf(symbol);
      checkPrice(book.instrument, price);
      if (at !== book.priceAt) book.taken = ZERO;
      book.rawPrice = price;
      book.rawVolume = barVolume;
      book.priceAt = at;
      book.quote = undefined;
      book.openedAt = at;
      if (!anyWithin(book, price, price)) return [];
      settle(book, maxShare);
      return match(book, at, (order) => offerAtPrice(book, order, slippage));
    },

    bar(symbol, closeAt, candle) {
      const book = bookOf(symbol);
      checkPrice(book.instrument, candle.close);
      const reached = anyWithin(book, candle.low, candle.high);
      const range = reached ? rangeOf(book.instrument, candle) : undefined;
      if (book.openedAt !== candle.time) {
        if (book.priceAt !== candle.time) book.taken = ZERO;
        book.rawVolume = candle.volume;
      }
      // What was taken counts against this bar's volume before it is forgotten.
      if (reached || book.taken !== ZERO) settle(book, maxShare);
      const reports = range === undefined ? [] : match(book, closeAt - 1, (order) => offerInBar(book, order, range, slippage));
      book.rawPrice = candle.close;
      book.priceAt = closeAt;
      book.quote = undefined;
      book.openedAt = candle.time;
      book.taken = ZERO;
      return reports;
    },

    quote(symbol, at, bid, ask, last, depth) {
      const book = bookOf(symbol);
      const price = onTick(book.instrument, last);
      const asks = levelsOf(book, 'buy', ask, depth?.asks);
      const bids = levelsOf(book, 'sell', bid, depth?.bids);
      book.price = price;
      book.rawPrice = undefined;
      book.rawVolume = undefined;
      book.priceAt = at;
      book.quote = { bids, asks };
      book.left = undefined;
      return match(book, at, (order) => offerAtPrice(book, order, slippage));
    },

    fund(symbol, at, rate) {
      const book = bookOf(symbol);
      const holding = held.get(symbol) ?? ZERO;
      settle(book, maxShare);
      if (holding === ZERO || book.price === undefined || book.instrument.kind !== 'perpetual' || rate === 0) return [];
      const amount = -mul(mul(holding, book.price, 'nearest'), fromNumber(rate), 'nearest');
      return [{ kind: 'funding', funding: { id: `funding ${at}`, symbol, asset: book.instrument.quote, rate, amount, at } }];
    },

    relist(instrument) {
      const book = bookOf(instrument.symbol);
      book.instrument = instrument;
      book.tick = toNumber(instrument.tick);
    },

    restore: (state) => rebuild(state, { bookOf, rest, orders, held, trades, maxShare }),

    order(clientId) {
      const order = orders.get(clientId);
      return order === undefined ? undefined : reportOf(order);
    },
    openOrders: () => [...books.values()].flatMap((book) => book.orders.map(reportOf)),
    trades: (since) => trades.filter((trade) => trade.at >= since),
    holdings: () => new Map(held),
  };
}

const capped = (level: BookLevel, side: Side, limit: Fixed): BookLevel =>
  isWorse(side, level.price, limit) ? { price: limit, left: level.left } : level;
