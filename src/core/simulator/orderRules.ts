import type { OrderRequest } from '../facts/orderRequest.ts';
import type { Instrument } from '../market/instrument.ts';
import { decimal, type Fixed, max, mul, ZERO } from '../money.ts';
import type { Book } from './book.ts';

/**
 * Why the venue does not take an order by its instrument's rules, with the numbers; undefined when it does.
 * `price` is the last one, undefined while there is none; `reducible` is what of the holding this side can close.
 */
export function refusalOf(
  request: OrderRequest,
  instrument: Instrument,
  price: Fixed | undefined,
  reducible: Fixed,
): string | undefined {
  const { symbol, quantity, kind } = request;
  const named = kind === 'limit' ? request.price : kind === 'stop' ? request.trigger : undefined;
  if (kind !== 'market' && named === undefined) return `a ${kind} order needs a ${kind === 'limit' ? 'price' : 'trigger'}`;
  if (named !== undefined && (named <= ZERO || named % instrument.tick !== ZERO)) {
    return `${symbol}: price ${decimal(named)} is no multiple of the tick ${decimal(instrument.tick)} above zero`;
  }
  if (request.postOnly && kind !== 'limit') return `only a limit order can be post-only, not a ${kind} order`;
  if (quantity <= ZERO || quantity % instrument.step !== ZERO) {
    return `${symbol}: quantity ${decimal(quantity)} is no multiple of the step ${decimal(instrument.step)} above zero`;
  }
  if (quantity < instrument.minQuantity) {
    return `${symbol}: quantity ${decimal(quantity)} is below the least of ${decimal(instrument.minQuantity)}`;
  }
  const reference = named ?? price ?? request.price;
  const wholeExit = request.reduceOnly && reducible > ZERO && quantity >= reducible;
  if (reference === undefined || wholeExit) return undefined;
  const notional = mul(reference, quantity, 'down');
  if (notional >= instrument.minNotional) return undefined;
  return `${symbol}: ${decimal(quantity)} at ${decimal(reference)} is ${decimal(notional)} ${instrument.quote}, below the least of ${decimal(instrument.minNotional)}`;
}

/** The limit that comes with a stop as one list; undefined for an order that comes alone. */
export function limitOf({ target, symbol, side, quantity, reduceOnly }: OrderRequest): OrderRequest | undefined {
  return target === undefined ? undefined : { ...target, symbol, side, kind: 'limit', quantity, postOnly: false, reduceOnly };
}

/** Why a list is not taken, in words: the market must stand between its stop and its limit, as exchanges ask. */
export function listRefusal(
  stop: OrderRequest,
  limit: OrderRequest,
  { instrument, price }: Book,
  offered: boolean,
): string | undefined {
  const { symbol, trigger, side } = stop;
  if (!offered) return `${symbol}: order lists are not offered here`;
  if (limit.price === undefined || limit.price <= ZERO || limit.price % instrument.tick !== ZERO)
    return `${symbol}: a list's limit needs a price on the tick`;
  if (price === undefined || trigger === undefined) return `${symbol}: a list needs a price to stand around`;
  const between = side === 'sell' ? trigger < price && price < limit.price : limit.price < price && price < trigger;
  return between
    ? undefined
    : `${symbol}: the price ${decimal(price)} is not between the list's stop ${decimal(trigger)} and its limit ${decimal(limit.price)}`;
}

/** Why a sale is refused where orders at rest lock what they sell, with what is free; undefined when it is not. */
export function overFree(book: Book, { side, quantity, symbol }: OrderRequest, held: Fixed): string | undefined {
  if (side !== 'sell') return undefined;
  // A list promises its coins once: its second order counts only when it rests alone.
  const locked = book.orders.reduce((sum, { request, filled, second, sister }) => {
    const counts = request.side === 'sell' && !(second && sister?.status === 'open');
    return counts ? sum + request.quantity - filled : sum;
  }, ZERO);
  const free = max(ZERO, held - locked);
  return quantity <= free
    ? undefined
    : `${symbol}: insufficient balance, ${decimal(free)} ${book.instrument.base} is free of ${decimal(quantity)}`;
}
