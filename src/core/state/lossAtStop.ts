import { abs, type Fixed, fromNumber, min, mul, mulDiv, ONE, ZERO } from '../money.ts';
import { type ExitCosts, isCoarse, slipped } from './exitCosts.ts';

/** What is entered at a price with a stop. Base currency and price. */
export type Stopped = {
  readonly direction: 'long' | 'short';
  readonly quantity: Fixed;
  readonly entry: Fixed;
  readonly stop: Fixed;
  /** Smallest price step; may be left out where it is finer than the usual slippage. */
  readonly tick?: Fixed | undefined;
  /** What the entry has cost where that is known, quote currency; left out, the fee of its notional. */
  readonly entryFee?: Fixed;
};

/**
 * What is lost if the stop fills: the way to it, the usual slippage of a fill at market, a tick at least, and both fees; quote currency, rounded up. It is
 * one R, what sizes come of and what the risk rules count. A gap can exceed it.
 */
export function lossAtStop({ direction, quantity, entry, stop, tick, entryFee }: Stopped, costs: ExitCosts): Fixed {
  const rate = fromNumber(costs.fee, 'up');
  const worth = mul(quantity, stop, 'up');
  const lost = slipped(quantity, worth, costs, tick);
  const met = direction === 'long' ? worth - lost : worth + lost;
  const entered = entryFee ?? mul(mul(quantity, entry, 'up'), rate, 'up');
  return mul(quantity, abs(entry - stop), 'up') + lost + entered + mul(met, rate, 'up');
}

/**
 * The loss at the stop of what is not entered yet. On a tick that is coarser than the usual slippage the entry counts as one at market, a tick
 * worse: a price hardly ever passes an order that rests there.
 */
export function plannedLoss(plan: Omit<Stopped, 'entryFee'>, costs: ExitCosts): Fixed {
  const { direction, entry, stop, tick } = plan;
  const worse = tick !== undefined && isCoarse(tick, min(entry, stop), costs) ? tick : ZERO;
  return lossAtStop({ ...plan, entry: direction === 'long' ? entry + worse : entry - worse }, costs);
}

/** Enough units for the roundings of their loss to vanish in it. */
const MANY = 10n ** 12n;

/** The quantity that loses an amount at its stop, rounded down; base currency. */
export function quantityLosing(amount: Fixed, plan: Omit<Stopped, 'quantity' | 'entryFee'>, costs: ExitCosts): Fixed {
  const quantity = ONE * MANY;
  return mulDiv(amount, quantity, plannedLoss({ ...plan, quantity }, costs), 'down');
}
