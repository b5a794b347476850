import type { EventOf } from '../../facts/events.ts';
import type { OrderRequest, Side } from '../../facts/orderRequest.ts';
import type { Instrument } from '../../market/instrument.ts';
import { decimal, type Fixed } from '../../money.ts';
import type { Order, Purpose } from '../../state/orders.ts';
import type { DeskState } from '../../state/state.ts';
import type { Ms } from '../../time.ts';
import type { Capabilities } from '../capabilities.ts';
import type { ExecutionFact } from '../executionRecorder.ts';

/** Something that is still to be done: send a new order, cancel one, ask what became of one, or state a fact. */
export type Effect =
  | { readonly kind: 'send'; readonly intent: EventOf<'intent'> }
  | { readonly kind: 'cancel'; readonly order: Order; readonly why: string }
  | { readonly kind: 'ask'; readonly order: Order }
  | { readonly kind: 'tell'; readonly event: ExecutionFact };

/** What the duties may know besides the state. */
export type ExecutionView = {
  readonly now: Ms;
  instrument(symbol: string): Instrument | undefined;
  /** What the venue can do with a symbol's orders. */
  capabilities(symbol: string): Capabilities;
  /** The last price, on the tick; undefined where none is known. */
  price(symbol: string): Fixed | undefined;
  /**
   * Whether a post-only order placed at `placedAt` has had its wait. In a market of bars the wait is counted in whole bars and at least
   * one open must have been met.
   */
  waitOver(symbol: string, placedAt: Ms): boolean;
  /** Whether the price is fresh enough to take at market. Among bars an order waits for the next known price instead. */
  quoteFresh(symbol: string): boolean;
  /** Derived from the account, the decision and the leg; never drawn. */
  clientId(decision: string, leg: string): string;
  /** Whether the venue's "no such order" is proof, as it is on paper. */
  readonly absenceProves: boolean;
};

/**
 * A duty compares the state with what should be and names what is missing. It keeps no memory, so asking twice is harmless
 * and a start after a crash is the same question as the next turn.
 */
export type Duty = (state: DeskState, view: ExecutionView) => readonly Effect[];

type NewOrder = {
  readonly decision: string;
  readonly leg: string;
  readonly purpose: Purpose;
  readonly position?: number;
  readonly symbol: string;
  readonly side: Side;
  readonly kind: OrderRequest['kind'];
  readonly quantity: Fixed;
  readonly price?: Fixed;
  readonly trigger?: Fixed;
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
  readonly target?: EventOf<'intent'>['target'];
  readonly list?: string;
  readonly why: string;
};

const intentOf = (view: ExecutionView, order: NewOrder): EventOf<'intent'> => ({
  type: 'intent',
  at: view.now,
  clientId: view.clientId(order.decision, order.leg),
  decision: order.decision,
  leg: order.leg,
  purpose: order.purpose,
  ...(order.position === undefined ? {} : { position: order.position }),
  symbol: order.symbol,
  side: order.side,
  kind: order.kind,
  quantity: decimal(order.quantity),
  ...(order.price === undefined ? {} : { price: decimal(order.price) }),
  ...(order.trigger === undefined ? {} : { trigger: decimal(order.trigger) }),
  postOnly: order.postOnly ?? false,
  reduceOnly: order.reduceOnly ?? false,
  ...(order.target === undefined ? {} : { target: order.target }),
  ...(order.list === undefined ? {} : { list: order.list }),
  why: order.why,
});

/** The write-ahead intent of a new order. */
export const send = (view: ExecutionView, order: NewOrder): Effect => ({ kind: 'send', intent: intentOf(view, order) });

/** The intents of a stop and of the limit that rests with it as one list; one request carries both. */
export function sendList(view: ExecutionView, stop: NewOrder, limit: NewOrder & { readonly price: Fixed }): readonly Effect[] {
  const head = view.clientId(stop.decision, stop.leg);
  const target = { clientId: view.clientId(limit.decision, limit.leg), price: decimal(limit.price) };
  return [{ kind: 'tell', event: intentOf(view, { ...limit, list: head }) }, send(view, { ...stop, target })];
}

/** Orders of a position for one purpose, oldest first. */
export const ordersFor = (state: DeskState, position: number, purpose: Purpose): readonly Order[] =>
  (state.orders.byPosition.get(position) ?? []).filter((order) => order.purpose === purpose);

/** The decision under which a position's own orders are numbered. */
export const positionDecision = (position: number): string => `position ${position}`;

export const exitSide = (direction: 'long' | 'short'): Side => (direction === 'long' ? 'sell' : 'buy');
