import { type Fixed, fromNumber, min, mul, toStep, ZERO } from '../../money.ts';
import { isWorking, type Order, remaining } from '../../state/orders.ts';
import type { Position } from '../../state/position.ts';
import { type Duty, type Effect, exitSide, ordersFor, positionDecision, send } from './duty.ts';

/**
 * Where orders rest beside each other, targets do so as reduce-only limits beside the stop; a changed one is canceled first and placed
 * anew when it has gone.
 */
export const rest: Duty = (state, view) => {
  const effects: Effect[] = [];
  for (const position of state.account.positions.values()) {
    const instrument = view.instrument(position.symbol);
    if (position.quantity === ZERO || instrument === undefined || view.capabilities(position.symbol).locksBalance) continue;
    const orders = ordersFor(state, position.id, 'target');
    let left = position.quantity;
    position.targets.forEach((target, k) => {
      const own = orders.filter((order) => order.leg.startsWith(`target.${k}.`));
      const wanted = min(left, openShare(position, k, own, instrument.step));
      left -= wanted;
      const working = own.filter(isWorking);
      for (const order of working) {
        if ((order.price !== target.price || remaining(order) !== wanted) && order.status === 'open') {
          effects.push({ kind: 'cancel', order, why: 'target moved' });
        }
      }
      const refused = own.some(
        (order) => order.status === 'rejected' && order.price === target.price && order.quantity === wanted,
      );
      if (working.length > 0 || wanted === ZERO || refused) return;
      effects.push(
        send(view, {
          decision: positionDecision(position.id),
          leg: `target.${k}.${own.length + 1}`,
          purpose: 'target',
          position: position.id,
          symbol: position.symbol,
          side: exitSide(position.direction),
          kind: 'limit',
          quantity: wanted,
          price: target.price,
          reduceOnly: true,
          why: k === position.targets.length - 1 ? 'target' : 'partial',
        }),
      );
    });
  }
  return effects;
};

/** What target `k` may still take: its share of all that was entered less what it has filled; the last one takes all that is open. */
function openShare(position: Position, k: number, own: readonly Order[], step: Fixed): Fixed {
  const target = position.targets[k];
  if (target === undefined) return ZERO;
  if (k === position.targets.length - 1) return position.quantity;
  const share = toStep(mul(position.entered, fromNumber(target.share), 'down'), step, 'down');
  const done = own.reduce((sum, order) => sum + order.filled, ZERO);
  return share > done ? share - done : ZERO;
}
