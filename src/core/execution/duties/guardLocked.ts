import { decimal, type Fixed, ZERO } from '../../money.ts';
import { isWorking, type Order, remaining } from '../../state/orders.ts';
import type { Position } from '../../state/position.ts';
import type { DeskState } from '../../state/state.ts';
import { type OpenTarget, type Protection, protectionOf, wayOf } from '../protection.ts';
import { type Duty, type Effect, type ExecutionView, exitSide, ordersFor, positionDecision, send, sendList } from './duty.ts';
import { leavingOf } from './exits.ts';
import { STOP_TRIES } from './protect.ts';

/**
 * Protection where an order at rest locks the coins (SAFETY: "Spot locks what rests"). They are promised once: to the stop, with the last target in its list where the
 * venue offers that; other targets are watched and taken at market. Leaving, or another price, frees the coins first: what rests is
 * canceled, and only when it is gone is the next order sent.
 */
export const guardLocked: Duty = (state, view) => {
  const effects: Effect[] = [];
  for (const position of state.account.positions.values()) {
    const instrument = view.instrument(position.symbol);
    if (position.quantity === ZERO || instrument === undefined || !view.capabilities(position.symbol).locksBalance) continue;
    const resting = guards(state, position.id);
    const protection = protectionOf(position, leavingOf(state, view, position), instrument.step);
    effects.push(
      ...(protection.quantity === ZERO ? free(resting, 'room for the exit') : guard(state, view, position, protection, resting)),
    );
    if (!state.exits.has(position.id)) effects.push(...takeReached(state, view, position, protection, resting));
  }
  return effects;
};

/** Whether a target is watched, so that what is to be done follows from the price as well as from facts. */
export function watchesPrice(state: DeskState, view: ExecutionView): boolean {
  for (const position of state.account.positions.values()) {
    if (position.targets.length === 0 || !view.capabilities(position.symbol).locksBalance) continue;
    if (!guards(state, position.id).some(({ purpose }) => purpose === 'target')) return true;
  }
  return false;
}

/** Stops and targets of a position that are, or may be, at the venue. */
const guards = (state: DeskState, position: number): readonly Order[] =>
  (state.orders.byPosition.get(position) ?? []).filter(
    (order) => (order.purpose === 'stop' || order.purpose === 'target') && isWorking(order),
  );

/** Cancels what rests; the head of a list takes its limit with it. */
const free = (resting: readonly Order[], why: string): readonly Effect[] =>
  resting.flatMap((order): Effect[] => {
    const withHead = order.list !== undefined && resting.some(({ clientId }) => clientId === order.list);
    return order.status === 'open' && !withHead ? [{ kind: 'cancel', order, why }] : [];
  });

function guard(
  state: DeskState,
  view: ExecutionView,
  position: Position,
  protection: Protection,
  resting: readonly Order[],
): readonly Effect[] {
  const same = ordersFor(state, position.id, 'stop').filter(
    (order) => order.trigger === protection.stop && order.status === 'rejected' && order.quantity === protection.quantity,
  );
  const target = listed(view, position, protection, same);
  const fits = (order: Order): boolean =>
    order.purpose === 'stop' &&
    order.trigger === protection.stop &&
    remaining(order) === protection.quantity &&
    (order.target?.price === target?.price || (target === undefined && isStanding(order, protection)));
  const live = resting.find(fits);
  const others = resting.filter((order) => order !== live && (live === undefined || order.list !== live.clientId));
  if (others.length > 0) return free(others, 'replaced');
  if (live !== undefined) return [];
  if (same.length >= STOP_TRIES) return state.exits.has(position.id) ? [] : [unprotected(view, position)];
  return place(state, view, position, protection, target);
}

/** The target that goes into the stop's list: the last one, while the market stands between the two and the venue has not refused that. */
function listed(
  view: ExecutionView,
  position: Position,
  protection: Protection,
  refused: readonly Order[],
): OpenTarget | undefined {
  const [target] = protection.targets;
  const price = view.price(position.symbol);
  if (target === undefined || price === undefined) return undefined;
  if (wayOf(view.capabilities(position.symbol), protection) !== 'list') return undefined;
  const beyond = (a: Fixed, b: Fixed): boolean => (position.direction === 'long' ? a > b : a < b);
  if (!beyond(target.price, price) || !beyond(price, protection.stop)) return undefined;
  return refused.some((order) => order.target?.price === target.price) ? undefined : target;
}

/** A list that rests stays where it is although none could be placed now. */
const isStanding = ({ target }: Order, { targets }: Protection): boolean =>
  target !== undefined && targets.length === 1 && targets[0]?.price === target.price;

function place(
  state: DeskState,
  view: ExecutionView,
  position: Position,
  { quantity, stop }: Protection,
  target: OpenTarget | undefined,
): readonly Effect[] {
  const common = {
    decision: positionDecision(position.id),
    position: position.id,
    symbol: position.symbol,
    side: exitSide(position.direction),
    quantity,
    reduceOnly: true,
  };
  const head = {
    ...common,
    leg: `stop.${ordersFor(state, position.id, 'stop').length + 1}`,
    purpose: 'stop' as const,
    kind: 'stop' as const,
    trigger: stop,
    why: stop === position.initialStop ? 'stop' : 'trailing stop',
  };
  if (target === undefined) return [send(view, head)];
  const own = ordersFor(state, position.id, 'target').filter((order) => order.leg.startsWith(`target.${target.k}.`));
  return sendList(view, head, {
    ...common,
    leg: `target.${target.k}.${own.length + 1}`,
    purpose: 'target',
    kind: 'limit',
    price: target.price,
    why: 'target',
  });
}

/** Targets that do not rest are taken at market once the price has come to them, the nearest first. */
function takeReached(
  state: DeskState,
  view: ExecutionView,
  position: Position,
  { targets }: Protection,
  resting: readonly Order[],
): readonly Effect[] {
  const price = view.price(position.symbol);
  if (price === undefined || !view.quoteFresh(position.symbol)) return [];
  const long = position.direction === 'long';
  const reached = targets.find((target) => {
    const rests = resting.some(({ purpose, price: at }) => purpose === 'target' && at === target.price);
    return !rests && (long ? price >= target.price : price <= target.price);
  });
  if (reached === undefined) return [];
  const why = reached.k === position.targets.length - 1 ? 'target' : 'partial';
  // What the venue would not take off is not asked for again by itself.
  const refused = ordersFor(state, position.id, 'exit').some(
    (order) => order.status === 'rejected' && order.why === why && order.quantity === reached.quantity,
  );
  return refused ? [] : [leave(view, position, reached.quantity, why)];
}

const unprotected = (view: ExecutionView, position: Position): Effect => leave(view, position, position.quantity, 'unprotected');

const leave = (view: ExecutionView, position: Position, quantity: Fixed, why: 'target' | 'partial' | 'unprotected'): Effect => ({
  kind: 'tell',
  event: {
    type: 'exitAsked',
    at: view.now,
    position: position.id,
    symbol: position.symbol,
    quantity: decimal(quantity),
    why,
    who: 'desk',
  },
});
