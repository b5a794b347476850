import { type Fixed, fromNumber, mul, ZERO } from '../money.ts';
import { type ExitCosts, slipped } from './exitCosts.ts';
import type { Position } from './position.ts';

/** Leaves the exit's costs out: for comparison with programs that mark a position at the bare price. */
export const GROSS: ExitCosts = { fee: 0, slippage: 0 };

/** What a quantity brings (long) or takes (short) when it is left at a price: the usual slippage against us, then the fee. */
function leftAt(
  { direction, quantity, tick }: Pick<Position, 'direction' | 'quantity' | 'tick'>,
  worth: Fixed,
  costs: ExitCosts,
): Fixed {
  const signed = direction === 'long' ? worth : -worth;
  // What is sold before its purchase was heard of is out already.
  if (quantity <= ZERO) return signed;
  const met = signed - slipped(quantity, worth, costs, tick);
  return met - mul(direction === 'long' ? met : -met, fromNumber(costs.fee), 'up');
}

/** What equity loses from a mark on if the stop fills with the usual slippage; negative where the stop locks in a gain. */
export const lossFrom = (position: Position, mark: Fixed | undefined, costs: ExitCosts): Fixed =>
  openProfit(position, mark, costs) - openProfit(position, position.stop, costs);

/** Profit of the open quantity if it were left at a price, its exit paid for; without a price it is worth its cost. */
export function openProfit(
  position: Pick<Position, 'direction' | 'quantity' | 'cost' | 'tick'>,
  mark: Fixed | undefined,
  costs: ExitCosts,
): Fixed {
  const { direction, quantity, cost } = position;
  const worth = mark === undefined ? cost : mul(mark, quantity, 'nearest');
  return leftAt(position, worth, costs) - (direction === 'long' ? cost : -cost);
}
