import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { DeskEvent, EventOf } from '../facts/events.ts';
import type { OrderRequest } from '../facts/orderRequest.ts';
import { type Fixed, fixed, ZERO } from '../money.ts';
import type { Ms } from '../time.ts';

export type OrderStatus = EventOf<'order'>['status'];
export type Purpose = EventOf<'intent'>['purpose'];

/**
 * The life of an order, one visible table: from each status, the ones that evidence may lead to.
 * `unknown` is left only by evidence from the exchange. `canceled` and `abandoned` can still turn out filled: a fill that
 * was under way when the cancel was acknowledged counts (fault row 19), and a request given up may arrive late (row 11).
 */
export const ORDER_LIFE: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  intended: ['open', 'filled', 'canceled', 'rejected', 'unknown', 'abandoned'],
  open: ['canceling', 'filled', 'canceled', 'rejected', 'unknown'],
  canceling: ['open', 'filled', 'canceled', 'unknown'],
  unknown: ['open', 'filled', 'canceled', 'rejected', 'abandoned'],
  canceled: ['filled'],
  abandoned: ['open', 'filled', 'canceled'],
  filled: [],
  rejected: [],
};

/** What an open stop says once its trigger was reached and it only waits for somebody to trade with. */
export const TRIGGERED = 'triggered';

/** One order of ours, folded from its intent, its status changes and its fills. */
export type Order = OrderRequest & {
  readonly decision: string;
  /** Which leg and which order of it: `0.maker`, `0.rest`, `stop.2`. Unique with the decision. */
  readonly leg: string;
  readonly purpose: Purpose;
  readonly position: number | undefined;
  /** Client id of the stop that heads its list; it is sent, acknowledged and refused with that one. */
  readonly list: string | undefined;
  readonly why: string;
  readonly intendedAt: Ms;
  status: OrderStatus;
  /** When the status was last changed. */
  statusAt: Ms;
  filled: Fixed;
  /** How many executions it has had; the next trade's number follows from it. */
  fills: number;
  /** The exchange's last words on it. */
  says: string;
};

/** The order that an intent stands for, before anything was sent. */
function intended(event: EventOf<'intent'>): Order {
  return {
    clientId: event.clientId,
    symbol: event.symbol,
    side: event.side,
    kind: event.kind,
    quantity: fixed(event.quantity),
    ...(event.price === undefined ? {} : { price: fixed(event.price) }),
    ...(event.trigger === undefined ? {} : { trigger: fixed(event.trigger) }),
    postOnly: event.postOnly,
    reduceOnly: event.reduceOnly,
    ...(event.target === undefined ? {} : { target: { ...event.target, price: fixed(event.target.price) } }),
    list: event.list,
    decision: event.decision,
    leg: event.leg,
    purpose: event.purpose,
    position: event.position,
    why: event.why,
    intendedAt: event.at,
    status: 'intended',
    statusAt: event.at,
    filled: ZERO,
    fills: 0,
    says: '',
  };
}

/** Thrown when evidence contradicts the table: a broken invariant, never a market condition. */
export class OrderLifeError extends Error {
  override name = 'OrderLifeError';
}

/** Every order there was, with the two views that the duties read at each turn. */
export type Orders = {
  readonly all: Map<string, Order>;
  /** Those that may still be filled, oldest first. */
  readonly working: Map<string, Order>;
  readonly byPosition: Map<number, Order[]>;
};

export const noOrders = (): Orders => ({ all: new Map(), working: new Map(), byPosition: new Map() });

/** Applies one event to the orders it concerns, in place; a repeated status changes its words alone. Throws OrderLifeError. */
export function applyToOrders(orders: Orders, event: DeskEvent): void {
  if (event.type === 'intent') addOrder(orders, event);
  if (event.type !== 'order' && event.type !== 'fill') return;
  const order = orders.all.get(event.clientId);
  if (order === undefined) throw new OrderLifeError(`${event.type} for order ${event.clientId}, which was never intended`);
  if (event.type === 'fill') {
    const filled = order.filled + fixed(event.quantity);
    if (filled > order.quantity) throw new OrderLifeError(`order ${event.clientId} filled beyond its quantity`);
    order.filled = filled;
    order.fills += 1;
    return;
  }
  if (order.status === event.status) {
    order.says = event.says;
    return;
  }
  if (!canBecome(order.status, event.status)) {
    throw new OrderLifeError(`order ${event.clientId} cannot go from ${order.status} to ${event.status}`);
  }
  become(orders, order, event);
  const second = order.target === undefined ? undefined : orders.all.get(order.target.clientId);
  if (second !== undefined && LIST_FOLLOWS[second.status].includes(event.status)) become(orders, second, event);
}

/**
 * A list is acknowledged, refused, lost and canceled by us as a whole: where its second order stands, the steps of the first that it
 * follows. When the venue ends the first by itself, the second lives on until the venue says otherwise.
 */
const LIST_FOLLOWS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  intended: ['open', 'rejected', 'unknown', 'abandoned'],
  open: ['canceling'],
  canceling: ['open', 'canceled', 'unknown'],
  unknown: [],
  canceled: [],
  abandoned: [],
  filled: [],
  rejected: [],
};

function become(orders: Orders, order: Order, { status, at, says }: EventOf<'order'>): void {
  order.status = status;
  order.statusAt = at;
  order.says = says;
  if (isWorking(order)) orders.working.set(order.clientId, order);
  else orders.working.delete(order.clientId);
}

function addOrder(orders: Orders, event: EventOf<'intent'>): void {
  if (orders.all.has(event.clientId)) throw new OrderLifeError(`order ${event.clientId} was intended twice`);
  const order = intended(event);
  list(orders, order);
  orders.working.set(order.clientId, order);
}

function list({ all, byPosition }: Orders, order: Order): void {
  all.set(order.clientId, order);
  if (order.position === undefined) return;
  const same = byPosition.get(order.position);
  if (same === undefined) byPosition.set(order.position, [order]);
  else same.push(order);
}

/** The orders with their views, from all of them as they were intended and the client ids of those that work. */
export function ordersFrom({ all, working }: { readonly all: readonly Order[]; readonly working: readonly string[] }): Orders {
  const orders = noOrders();
  for (const order of all) list(orders, order);
  for (const clientId of working) {
    const order = orders.all.get(clientId);
    if (order !== undefined) orders.working.set(clientId, order);
  }
  return orders;
}

export const canBecome = (from: OrderStatus, to: OrderStatus): boolean => ORDER_LIFE[from].includes(to);

/** At the exchange, or possibly so: its open quantity counts against every limit. */
export const isWorking = (order: Order): boolean =>
  order.status === 'intended' || order.status === 'open' || order.status === 'canceling' || order.status === 'unknown';

/** Known by evidence to rest at the exchange. */
export const isResting = (order: Order): boolean => order.status === 'open' || order.status === 'canceling';

export const isEntry = (order: Order): boolean => order.purpose === 'entry' || order.purpose === 'add';

/** Whether a stop of the position rests; where an order locks its coins, one that leaves has none. */
export const hasStop = (orders: DeepReadonly<Orders>, position: number): boolean =>
  (orders.byPosition.get(position) ?? []).some((order) => order.purpose === 'stop' && isResting(order));

/** What is still to be filled. */
export const remaining = (order: Order): Fixed => order.quantity - order.filled;

/** The request as it goes to the broker. */
export const requestOf = (order: Order): OrderRequest => ({
  clientId: order.clientId,
  symbol: order.symbol,
  side: order.side,
  kind: order.kind,
  quantity: order.quantity,
  ...(order.price === undefined ? {} : { price: order.price }),
  ...(order.trigger === undefined ? {} : { trigger: order.trigger }),
  postOnly: order.postOnly,
  reduceOnly: order.reduceOnly,
  ...(order.target === undefined ? {} : { target: order.target }),
});
