import type { OrderReport } from '../execution/broker.ts';
import type { OrderRequest, Side } from '../facts/orderRequest.ts';
import type { Candle } from '../market/candles.ts';
import type { Instrument } from '../market/instrument.ts';
import { type Fixed, fromNumber, max, mul, ONE, toNumber, toStep, ZERO } from '../money.ts';
import type { Ms } from '../time.ts';

/** One order inside the engine. */
export type Resting = {
  readonly request: OrderRequest;
  readonly placedAt: Ms;
  /** Limit or trigger as a plain number, to pass over bars that are far from it; NaN for a market order. */
  readonly level: number;
  filled: Fixed;
  /** Fills so far; the next trade's number. */
  fills: number;
  /** A stop that was reached and now takes what there is, as a market order does. */
  triggered: boolean;
  status: OrderReport['status'];
  reason: string | undefined;
  /** When anything about it last changed. */
  at: Ms;
  /** The other order of its list. */
  sister: Resting | undefined;
  /** Counts for what its list locks: the second order of a list does so only once it rests alone. */
  readonly second: boolean;
};

/** An order that has just been taken; `second` where it rests for the list of the one before it. */
export const newResting = (request: OrderRequest, at: Ms, second: boolean): Resting => ({
  request,
  placedAt: at,
  level: levelOf(request),
  filled: ZERO,
  fills: 0,
  triggered: false,
  status: 'open',
  reason: undefined,
  at,
  sister: undefined,
  second,
});

/** Where an order waits, as a plain number. */
export const levelOf = ({ kind, price, trigger }: OrderRequest): number => {
  const level = kind === 'limit' ? price : kind === 'stop' ? trigger : undefined;
  return level === undefined ? Number.NaN : toNumber(level);
};

/** What can be had at one price; `left` is undefined where nothing limits it. */
export type BookLevel = { readonly price: Fixed; left: Fixed | undefined };

/** A quote with the venue's own prices: best first on both sides, or one level without a quantity where no depth is known. */
export type Sides = { readonly bids: readonly BookLevel[]; readonly asks: readonly BookLevel[] };

/** One symbol's market: its last price, when that was the price, and how much of the running bar may still be ours. */
export type Book = {
  instrument: Instrument;
  /** The instrument's tick as a plain number. */
  tick: number;
  /** Price and bar volume as they came, until `settle` makes them exact: most bars meet no order and need no exact money. */
  rawPrice: number | undefined;
  rawVolume: number | undefined;
  /** Undefined until the first price is known. */
  price: Fixed | undefined;
  /** The price is fresh at exactly this time. */
  priceAt: Ms;
  /** Present after a quote; a market of bars has none. */
  quote: Sides | undefined;
  /** Open time of the bar whose volume `left` belongs to; undefined before the first. */
  openedAt: Ms | undefined;
  /** Undefined where no bar limits us: before the first price, and after a quote. */
  left: Fixed | undefined;
  /** Ours since the last bar closed. What is taken at a close counts for the bar that ends there and for the one that begins. */
  taken: Fixed;
  /** Orders still open, in the order of their placing. */
  orders: Resting[];
};

export const newBook = (instrument: Instrument): Book => ({
  instrument,
  tick: toNumber(instrument.tick),
  rawPrice: undefined,
  rawVolume: undefined,
  price: undefined,
  priceAt: Number.NEGATIVE_INFINITY,
  quote: undefined,
  openedAt: undefined,
  left: undefined,
  taken: ZERO,
  orders: [],
});

/** What one order may do in one go: prices, best first, and the liquidity it is charged for. */
export type Offer = { readonly levels: readonly BookLevel[]; readonly liquidity: 'maker' | 'taker' };

/** Throws RangeError for what is no price. */
export function checkPrice({ symbol }: Instrument, price: number): void {
  if (price > 0 && Number.isFinite(price)) return;
  throw new RangeError(`${symbol}: expected a price above zero, got ${price}; drop the candle or quote before it comes here`);
}

/** A market price as exact money on the instrument's grid. Throws RangeError for what is no price. */
export function onTick(instrument: Instrument, price: number): Fixed {
  checkPrice(instrument, price);
  return max(instrument.tick, toStep(fromNumber(price), instrument.tick, 'nearest'));
}

/** The part of a bar's volume that may be ours, in whole steps. */
export const shareOf = (instrument: Instrument, volume: number, share: Fixed): Fixed =>
  Number.isFinite(volume) && volume > 0 ? toStep(mul(fromNumber(volume, 'down'), share, 'down'), instrument.step, 'down') : ZERO;

/** Makes what came as plain numbers exact; to be called before `price` or `left` is read. */
export function settle(book: Book, maxShare: Fixed): void {
  if (book.rawPrice !== undefined) book.price = onTick(book.instrument, book.rawPrice);
  if (book.rawVolume !== undefined) book.left = max(ZERO, shareOf(book.instrument, book.rawVolume, maxShare) - book.taken);
  book.rawPrice = undefined;
  book.rawVolume = undefined;
}

/** Whether prices from `low` to `high` could move any order; a tick of room, since prices are rounded to it. */
export function anyWithin(book: Book, low: number, high: number): boolean {
  for (const order of book.orders) {
    const { request, level, triggered } = order;
    if (triggered || request.kind === 'market') return true;
    const below = (request.kind === 'limit') === (request.side === 'buy');
    if (below ? low <= level + book.tick : high >= level - book.tick) return true;
  }
  return false;
}

/** A price moved by the slippage to our disadvantage, rounded to the tick that is worse for us. */
export function againstUs(instrument: Instrument, side: Side, price: Fixed, slippage: Fixed): Fixed {
  const { tick } = instrument;
  if (side === 'buy') return toStep(mul(price, ONE + slippage, 'up'), tick, 'up');
  return max(tick, toStep(mul(price, ONE - slippage, 'down'), tick, 'down'));
}

/** Whether `price` is worse for this side than `bound`. */
export const isWorse = (side: Side, price: Fixed, bound: Fixed): boolean => (side === 'buy' ? price > bound : price < bound);

/** A closed bar's prices as exact money; `time` is its open. */
export type BarRange = { readonly time: Ms; readonly open: Fixed; readonly high: Fixed; readonly low: Fixed };

/** Throws RangeError for a candle that is not made of prices. */
export const rangeOf = (instrument: Instrument, candle: Candle): BarRange => ({
  time: candle.time,
  open: onTick(instrument, candle.open),
  high: onTick(instrument, candle.high),
  low: onTick(instrument, candle.low),
});

/** Whether a stop of this side is reached at `price`: at its trigger or beyond. */
const isReached = (side: Side, price: Fixed, trigger: Fixed): boolean => (side === 'buy' ? price >= trigger : price <= trigger);

/** What a taker finds at the current price. */
export function takerOffer(book: Book, side: Side, slippage: Fixed): Offer | undefined {
  if (book.quote !== undefined) return { levels: side === 'buy' ? book.quote.asks : book.quote.bids, liquidity: 'taker' };
  if (book.price === undefined) return undefined;
  return { levels: [{ price: againstUs(book.instrument, side, book.price, slippage), left: undefined }], liquidity: 'taker' };
}

/** Whether a limit would take at once: beyond the last price of a market of bars, at or beyond the other side of a quote. */
export function crosses(book: Book, side: Side, limit: Fixed): boolean {
  if (book.quote === undefined) return book.price !== undefined && isWorse(side, limit, book.price);
  const best = (side === 'buy' ? book.quote.asks : book.quote.bids)[0];
  return best !== undefined && !isWorse(side, best.price, limit);
}

/** What an order meets at a single known price, an open or a quote: waiting markets, reached stops, limits traded through. */
export function offerAtPrice(book: Book, order: Resting, slippage: Fixed): Offer | undefined {
  const { side, kind, price: limit, trigger, reduceOnly } = order.request;
  if (kind === 'limit') return limit === undefined ? undefined : throughPrice(book, side, limit, reduceOnly);
  if (kind === 'stop' && !order.triggered) {
    if (book.price === undefined || trigger === undefined || !isReached(side, book.price, trigger)) return undefined;
  }
  return takerOffer(book, side, slippage);
}

function throughPrice(book: Book, side: Side, limit: Fixed, reduceOnly: boolean): Offer | undefined {
  const { price, quote } = book;
  const best = (side === 'buy' ? quote?.asks : quote?.bids)?.[0]?.price;
  const through = (seen: Fixed | undefined): boolean => seen !== undefined && isWorse(side, limit, seen);
  if (!through(price) && !through(best)) return undefined;
  // A gap over a resting target is known to have traded at the open; an entry claims no better price than it asked for.
  const gap = quote === undefined && reduceOnly && price !== undefined;
  return { levels: [{ price: gap ? price : limit, left: undefined }], liquidity: 'maker' };
}

/**
 * What an order meets inside a bar that has closed. A stop takes the worse of its trigger and the open. A limit that was
 * placed inside the bar has nothing to show that the price came after it, so this bar does not fill it.
 */
export function offerInBar(book: Book, order: Resting, range: BarRange, slippage: Fixed): Offer | undefined {
  const { instrument } = book;
  const { side, kind, price: limit, trigger, reduceOnly } = order.request;
  const { open } = range;
  const extreme = (kind === 'stop') === (side === 'buy') ? range.high : range.low;
  if (kind === 'stop') {
    if (order.triggered || trigger === undefined || !isReached(side, extreme, trigger)) return undefined;
    const base = isWorse(side, open, trigger) ? open : trigger;
    return { levels: [{ price: againstUs(instrument, side, base, slippage), left: undefined }], liquidity: 'taker' };
  }
  if (kind === 'market' || limit === undefined || order.placedAt > range.time || !isWorse(side, limit, extreme)) return undefined;
  const price = reduceOnly && isWorse(side, limit, open) ? open : limit;
  return { levels: [{ price, left: undefined }], liquidity: 'maker' };
}

/** Who is served first at one moment: stops before all, targets last. */
export function rank({ request }: Resting): number {
  if (request.kind === 'stop') return 0;
  if (request.kind === 'market') return 1;
  return request.reduceOnly ? 3 : 2;
}
