import type { Settings } from '../facts/settings.ts';
import { decimal, type Fixed, fromNumber, max, min, mul, ZERO } from '../money.ts';

/** What leaving costs, as fractions: the fee of the notional, and by how much of the price a taker fares worse. */
export type ExitCosts = Pick<Settings['execution'], 'fee' | 'slippage'>;

/**
 * What a fill at market usually loses of a quantity that is worth so much at its price: the slippage, but no less than a tick, since a price
 * lies on one. `tick` is left out where it is finer than the slippage. Quote currency, rounded up; without slippage nothing.
 */
export const slipped = (quantity: Fixed, worth: Fixed, { slippage }: Pick<ExitCosts, 'slippage'>, tick: Fixed = ZERO): Fixed =>
  slippage === 0 ? ZERO : max(mul(worth, fromNumber(slippage, 'up'), 'up'), mul(quantity, tick, 'up'));

/** Whether a tick is more than the usual slippage of a price: what a fill at market there loses is one of them. */
export const isCoarse = (tick: Fixed, price: Fixed, { slippage }: Pick<ExitCosts, 'slippage'>): boolean =>
  slippage > 0 && tick > mul(price, fromNumber(slippage, 'down'), 'down');

/** The tick as a leg states it, so that its loss at the stop counts it: only where it is coarse for the lower of its prices. */
export const statedTick = (
  tick: Fixed,
  { price, stop }: { readonly price: Fixed; readonly stop: Fixed },
  costs: Pick<ExitCosts, 'slippage'>,
): { readonly tick?: string } => (isCoarse(tick, min(price, stop), costs) ? { tick: decimal(tick) } : {});
