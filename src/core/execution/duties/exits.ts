import { min, ZERO } from '../../money.ts';
import { isWorking } from '../order.ts';
import { type Duty, type Effect, exitSide, ordersFor, positionDecision, send } from './duty.ts';

/** An exit that was asked for is sent at market, reduce-only, and sent again as a new order until it is filled. */
export const exit: Duty = (state, world) => {
  const effects: Effect[] = [];
  for (const [id, asked] of state.exits) {
    const position = state.account.positions.get(id);
    if (position === undefined || position.quantity === ZERO) continue;
    const sent = ordersFor(state, id, 'exit');
    if (sent.some(isWorking)) continue;
    effects.push(
      send(world, {
        decision: positionDecision(id),
        leg: `exit.${sent.length + 1}`,
        purpose: 'exit',
        position: id,
        symbol: position.symbol,
        side: exitSide(position.direction),
        kind: 'market',
        quantity: min(asked.quantity, position.quantity),
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
