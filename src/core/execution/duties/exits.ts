import { min, ZERO } from '../../money.ts';
import { isWorking } from '../../state/orders.ts';
import { MINUTE } from '../../time.ts';
import { type Duty, type Effect, exitSide, ordersFor, positionDecision, send } from './duty.ts';

/** An exit that the venue refuses this often is no longer sent at once: a part is dropped, a whole one waits. */
const EXIT_TRIES = 2;
const TRY_AGAIN = MINUTE;

/** An exit that was asked for is sent at market, reduce-only, and sent again as a new order until it is filled. */
export const exit: Duty = (state, world) => {
  const effects: Effect[] = [];
  for (const [id, asked] of state.exits) {
    const position = state.account.positions.get(id);
    if (position === undefined || position.quantity === ZERO) continue;
    const sent = ordersFor(state, id, 'exit');
    if (sent.some(isWorking)) continue;
    const quantity = min(asked.quantity, position.quantity);
    const refused = sent.filter(
      (order) => order.status === 'rejected' && order.quantity === quantity && order.intendedAt >= asked.at,
    );
    if (refused.length >= EXIT_TRIES && quantity < position.quantity) {
      const says = refused.at(-1)?.says ?? '';
      effects.push({ kind: 'tell', event: { type: 'exitDropped', at: world.now, position: id, symbol: position.symbol, says } });
      continue;
    }
    // What is refused whole is tried again, but not in a tight loop: the stop still stands.
    if (refused.length >= EXIT_TRIES && world.now - (refused.at(-1)?.statusAt ?? 0) < TRY_AGAIN) continue;
    effects.push(
      send(world, {
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
