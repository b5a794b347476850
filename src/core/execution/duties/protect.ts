import { decimal, ZERO } from '../../money.ts';
import { isResting, isWorking, remaining } from '../../state/orders.ts';
import { type Duty, type Effect, exitSide, ordersFor, positionDecision, send } from './duty.ts';

/** A stop that is refused is tried once more as a new order; after that the position is flattened (fault row 21). */
export const STOP_TRIES = 2;

/**
 * Where orders rest beside each other, every open position has one stop at the exchange, at its price and over its whole quantity.
 * A changed stop is placed before the old one goes, so that no moment is unprotected; both only reduce.
 */
export const protect: Duty = (state, view) => {
  const effects: Effect[] = [];
  for (const position of state.account.positions.values()) {
    if (position.quantity === ZERO || view.capabilities(position.symbol).locksBalance) continue;
    const stops = ordersFor(state, position.id, 'stop');
    const fitting = stops.filter(
      (order) =>
        order.trigger === position.stop &&
        (isWorking(order) || order.status === 'rejected') &&
        remaining(order) === position.quantity,
    );
    const live = fitting.find(isWorking);
    const refused = fitting.filter((order) => order.status === 'rejected').length;
    if (live === undefined && refused < STOP_TRIES) {
      effects.push(
        send(view, {
          decision: positionDecision(position.id),
          leg: `stop.${stops.length + 1}`,
          purpose: 'stop',
          position: position.id,
          symbol: position.symbol,
          side: exitSide(position.direction),
          kind: 'stop',
          quantity: position.quantity,
          trigger: position.stop,
          reduceOnly: true,
          why: position.stop === position.initialStop ? 'stop' : 'trailing stop',
        }),
      );
    }
    if (live === undefined && refused >= STOP_TRIES && !state.exits.has(position.id)) {
      effects.push({
        kind: 'tell',
        event: {
          type: 'exitAsked',
          at: view.now,
          position: position.id,
          symbol: position.symbol,
          quantity: decimal(position.quantity),
          why: 'unprotected',
          who: 'desk',
        },
      });
    }
    if (live === undefined || !isResting(live)) continue;
    for (const order of stops) {
      if (order !== live && order.status === 'open') effects.push({ kind: 'cancel', order, why: 'replaced' });
    }
  }
  return effects;
};
