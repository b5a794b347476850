import { type Fixed, min, ZERO } from '../../money.ts';
import { isWorking, type Order, remaining } from '../../state/orders.ts';
import type { Position } from '../../state/position.ts';
import type { DeskState } from '../../state/state.ts';
import { MINUTE, type Ms } from '../../time.ts';
import { type Duty, type Effect, type ExecutionView, exitSide, ordersFor, positionDecision, send } from './duty.ts';

/** An exit that the venue refuses this often is no longer sent at once: a part is dropped, a whole one waits. */
const EXIT_TRIES = 2;
const TRY_AGAIN = MINUTE;

/** An exit that was asked for is sent at market, reduce-only, and sent again as a new order until it is filled. */
export const exit: Duty = (state, view) => {
  const effects: Effect[] = [];
  for (const [id, asked] of state.exits) {
    const position = state.account.positions.get(id);
    if (position === undefined || position.quantity === ZERO) continue;
    const sent = ordersFor(state, id, 'exit');
    if (sent.some(isWorking)) continue;
    const quantity = min(asked.quantity, position.quantity);
    const refused = refusedExits(sent, quantity, asked.at);
    if (refused.length >= EXIT_TRIES && quantity < position.quantity) {
      const says = refused.at(-1)?.says ?? '';
      effects.push({ kind: 'tell', event: { type: 'exitDropped', at: view.now, position: id, symbol: position.symbol, says } });
      continue;
    }
    // What is refused whole is tried again, but not in a tight loop: the stop still stands.
    if (isPausing(refused, view.now)) continue;
    if (view.capabilities(position.symbol).locksBalance && locked(state, id) > position.quantity - quantity) continue;
    effects.push(
      send(view, {
        decision: positionDecision(id),
        leg: `exit.${sent.length + 1}`,
        purpose: 'exit',
        position: id,
        symbol: position.symbol,
        side: exitSide(position.direction),
        kind: 'market',
        quantity,
        reduceOnly: true,
        why: asked.why,
      }),
    );
  }
  return effects;
};

const refusedExits = (sent: readonly Order[], quantity: Fixed, since: Ms): readonly Order[] =>
  sent.filter((order) => order.status === 'rejected' && order.quantity === quantity && order.intendedAt >= since);

const isPausing = (refused: readonly Order[], now: Ms): boolean =>
  refused.length >= EXIT_TRIES && now - (refused.at(-1)?.statusAt ?? 0) < TRY_AGAIN;

/** Base quantity of a position for which an exit is under way or to be sent now; zero while a refused one pauses. */
export function leavingOf(state: DeskState, view: ExecutionView, position: Position): Fixed {
  const asked = state.exits.get(position.id);
  if (asked === undefined) return ZERO;
  const quantity = min(asked.quantity, position.quantity);
  const sent = ordersFor(state, position.id, 'exit');
  if (sent.some(isWorking)) return quantity;
  const refused = refusedExits(sent, quantity, asked.at);
  const isDropped = refused.length >= EXIT_TRIES && quantity < position.quantity;
  return isDropped || isPausing(refused, view.now) ? ZERO : quantity;
}

/** What stops and targets are known to lock. One of unknown outcome may be gone: the exit does not wait for it. */
function locked(state: DeskState, position: number): Fixed {
  const own = state.orders.byPosition.get(position) ?? [];
  const known = own.filter(
    (order) => (order.purpose === 'stop' || order.purpose === 'target') && isWorking(order) && order.status !== 'unknown',
  );
  return known.reduce((sum, order) => {
    const withHead = order.list !== undefined && known.some(({ clientId }) => clientId === order.list);
    return withHead ? sum : sum + remaining(order);
  }, ZERO);
}

/** Orders of a position that is closed have nothing left to reduce. */
export const clean: Duty = (state) => {
  const effects: Effect[] = [];
  for (const order of state.orders.working.values()) {
    if (order.position === undefined || order.purpose === 'add' || order.status !== 'open') continue;
    const open = state.account.positions.get(order.position)?.quantity ?? ZERO;
    if (open === ZERO) effects.push({ kind: 'cancel', order, why: 'position closed' });
  }
  return effects;
};
