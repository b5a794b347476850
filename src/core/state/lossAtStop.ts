import { abs, type Fixed, fromNumber, mul, mulDiv, ONE } from '../money.ts';
import type { ExitCosts } from './exitCosts.ts';

/** What is entered at a price with a stop. Base currency and price. */
export type Stopped = {
  readonly direction: 'long' | 'short';
  readonly quantity: Fixed;
  readonly entry: Fixed;
  readonly stop: Fixed;
  /** What the entry has cost where that is known, quote currency; left out, the fee of its notional. */
  readonly entryFee?: Fixed;
};

/**
 * What is lost if the stop fills: the way to it, the usual slippage of a fill at market, and both fees; quote currency, rounded up. It is
 * one R, what sizes come of and what the risk rules count. A gap can exceed it.
 */
export function lossAtStop({ direction, quantity, entry, stop, entryFee }: Stopped, { fee, slippage }: ExitCosts): Fixed {
  const rate = fromNumber(fee, 'up');
  const worth = mul(quantity, stop, 'up');
  const slipped = mul(worth, fromNumber(slippage, 'up'), 'up');
  const met = direction === 'long' ? worth - slipped : worth + slipped;
  const entered = entryFee ?? mul(mul(quantity, entry, 'up'), rate, 'up');
  return mul(quantity, abs(entry - stop), 'up') + slipped + entered + mul(met, rate, 'up');
}

/** Enough units for the roundings of their loss to vanish in it. */
const MANY = 10n ** 12n;

/** The quantity that loses an amount at its stop, rounded down; base currency. */
export function quantityLosing(amount: Fixed, plan: Omit<Stopped, 'quantity' | 'entryFee'>, costs: ExitCosts): Fixed {
  const quantity = ONE * MANY;
  return mulDiv(amount, quantity, lossAtStop({ ...plan, quantity }, costs), 'down');
}
