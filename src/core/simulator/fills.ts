import type { ExecutionReport, Fill, OrderReport } from '../execution/broker.ts';
import type { Side } from '../facts/orderRequest.ts';
import { type Fixed, max, min, mul, toStep, ZERO } from '../money.ts';
import { DAY, type Ms } from '../time.ts';
import { type Book, isWorse, type Offer, type Resting } from './book.ts';

/** Fills orders and keeps what follows from it: the trades made and the net quantity held by symbol. */
export type Filling = {
  /** Oldest first. */
  readonly trades: Fill[];
  readonly held: Map<string, Fixed>;
  /** How much of the holding an order of this side could close. */
  readonly reducible: (symbol: string, side: Side) => Fixed;
  /** Fills what it can, level by level, none worse than `bound`; 'bounded' when the bound stopped it. */
  readonly execute: (
    book: Book,
    order: Resting,
    offer: Offer,
    at: Ms,
    reports: ExecutionReport[],
    bound?: Fixed,
  ) => 'bounded' | 'done';
  /** Gives an order what it meets. A stop that is reached goes on as a market order; a market order ends at its price cap. */
  readonly serve: (book: Book, order: Resting, offer: Offer, at: Ms, reports: ExecutionReport[]) => void;
  readonly endSister: (order: Resting, at: Ms, reports: ExecutionReport[]) => void;
  readonly end: (order: Resting, status: 'filled' | 'canceled', at: Ms, reports: ExecutionReport[], reason?: string) => void;
};

/** `fee` is a fraction of the notional, rounded up at the last digit of money. */
export function createFilling(fee: Fixed): Filling {
  const trades: Fill[] = [];
  const held = new Map<string, Fixed>();

  const reducible = (symbol: string, side: Side): Fixed => {
    const holding = held.get(symbol) ?? ZERO;
    return max(ZERO, side === 'sell' ? holding : -holding);
  };

  const end: Filling['end'] = (order, status, at, reports, reason) => {
    order.status = status;
    order.reason = reason;
    order.at = at;
    reports.push({ kind: 'order', report: reportOf(order) });
  };

  /** What fills or ends first ends the other order of its list. */
  const endSister = (order: Resting, at: Ms, reports: ExecutionReport[]): void => {
    if (order.sister?.status === 'open') end(order.sister, 'canceled', at, reports, 'the other order of its list went first');
  };

  const trade = (book: Book, order: Resting, price: Fixed, quantity: Fixed, liquidity: Fill['liquidity'], at: Ms): Fill => {
    const { clientId, symbol, side } = order.request;
    order.filled += quantity;
    order.fills += 1;
    order.at = at;
    book.taken += quantity;
    if (book.left !== undefined) book.left -= quantity;
    const holding = (held.get(symbol) ?? ZERO) + (side === 'buy' ? quantity : -quantity);
    if (holding === ZERO) held.delete(symbol);
    else held.set(symbol, holding);
    const charged = mul(mul(price, quantity, 'up'), fee, 'up');
    return { clientId, symbol, side, tradeId: `${clientId}-${order.fills}`, price, quantity, fee: charged, liquidity, at };
  };

  const execute: Filling['execute'] = (book, order, offer, at, reports, bound) => {
    const { symbol, side, quantity: wanted } = order.request;
    // A spot account owes nothing: it can sell only what it holds.
    const reduces = order.request.reduceOnly || (book.instrument.kind === 'spot' && side === 'sell');
    for (const level of offer.levels) {
      const remaining = wanted - order.filled;
      const open = reduces ? min(remaining, reducible(symbol, side)) : remaining;
      if (open === ZERO) break;
      if (bound !== undefined && isWorse(side, level.price, bound)) return 'bounded';
      const quantity = toStep(within(within(open, level.left), book.left), book.instrument.step, 'down');
      if (quantity <= ZERO) continue;
      if (level.left !== undefined) level.left -= quantity;
      const made = trade(book, order, level.price, quantity, offer.liquidity, at);
      trades.push(made);
      reports.push({ kind: 'trade', trade: made });
      endSister(order, at, reports);
    }
    if (order.filled === wanted) end(order, 'filled', at, reports);
    else if (reduces && reducible(symbol, side) === ZERO) end(order, 'canceled', at, reports, 'reduce only');
    return 'done';
  };

  const serve: Filling['serve'] = (book, order, offer, at, reports) => {
    const { kind, price } = order.request;
    const reached = kind === 'stop' && !order.triggered;
    if (reached) order.triggered = true;
    if (reached) endSister(order, at, reports);
    const outcome = execute(book, order, offer, at, reports, kind === 'market' ? price : undefined);
    if (outcome === 'bounded') end(order, 'canceled', at, reports, 'slippage');
    else if (reached && order.status === 'open') {
      order.reason = 'triggered';
      order.at = at;
      reports.push({ kind: 'order', report: reportOf(order) });
    }
  };

  return { trades, held, reducible, execute, serve, endSister, end };
}

const within = (quantity: Fixed, limit: Fixed | undefined): Fixed => (limit === undefined ? quantity : min(quantity, limit));

/** How long a venue answers for an order that has ended, and for a trade: longer than a desk remembers them. */
const ANSWERED_FOR: Ms = 10 * DAY;

/** Drops what a venue answers for no more at `now`. */
export function forgetEnded(orders: Map<string, Resting>, trades: Fill[], now: Ms): void {
  const horizon = now - ANSWERED_FOR;
  for (const [clientId, { status, at }] of orders) if (status !== 'open' && at < horizon) orders.delete(clientId);
  const recent = trades.findIndex(({ at }) => at >= horizon);
  trades.splice(0, recent === -1 ? trades.length : recent);
}

/** Drops the orders that have ended. */
export function sweep(book: Book): void {
  book.orders = book.orders.filter((order) => order.status === 'open');
}

export const reportOf = ({ request, status, filled, reason, at }: Resting): OrderReport => ({
  clientId: request.clientId,
  symbol: request.symbol,
  status,
  filled,
  ...(reason === undefined ? {} : { reason }),
  at,
});
