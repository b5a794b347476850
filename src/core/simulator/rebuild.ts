import type { Fill } from '../execution/broker.ts';
import { type Fixed, max, ZERO } from '../money.ts';
import { type Book, levelOf, onTick, type Resting, shareOf } from './book.ts';
import type { Restored, RestoredOrder } from './restored.ts';

/** What of a fresh matching engine is filled again. */
type Engine = {
  readonly bookOf: (symbol: string) => Book;
  /** Puts an order on its book. */
  readonly rest: (book: Book, order: Resting) => void;
  readonly orders: ReadonlyMap<string, Resting>;
  readonly held: Map<string, Fixed>;
  readonly trades: Fill[];
  /** Share of a bar's volume that can be ours. */
  readonly maxShare: Fixed;
};

/** Makes a fresh engine stand as one that was never stopped: its orders with their lists, holdings, prices and what is left of each bar. */
export function rebuild(state: Restored, { bookOf, rest, orders, held, trades, maxShare }: Engine): void {
  const seconds = new Set(state.orders.flatMap(({ request }) => request.target?.clientId ?? []));
  for (const order of state.orders) {
    const { clientId, symbol } = order.request;
    rest(bookOf(symbol), restingAgain(order, seconds.has(clientId)));
  }
  for (const order of orders.values()) {
    const second = order.request.target === undefined ? undefined : orders.get(order.request.target.clientId);
    if (second === undefined) continue;
    order.sister = second;
    second.sister = order;
  }
  for (const [symbol, quantity] of state.holdings) if (quantity !== ZERO) held.set(symbol, quantity);
  for (const { symbol, at, price } of state.closes) {
    const book = bookOf(symbol);
    book.price = onTick(book.instrument, price);
    book.priceAt = at;
  }
  for (const { symbol, at, price, volume, taken } of state.markets) {
    const book = bookOf(symbol);
    book.price = onTick(book.instrument, price);
    book.priceAt = at;
    book.openedAt = at;
    book.left = max(ZERO, shareOf(book.instrument, volume, maxShare) - taken);
  }
  trades.push(...state.trades);
}

/** A stop with a fill is known to have been reached. */
const restingAgain = (order: RestoredOrder, second: boolean): Resting => {
  const { request, placedAt, status, filled, fills, triggered, reason, at } = order;
  return {
    request,
    placedAt,
    level: levelOf(request),
    filled,
    fills,
    triggered: request.kind === 'stop' && (triggered === true || filled > ZERO),
    status,
    reason,
    at,
    sister: undefined,
    second,
  };
};
