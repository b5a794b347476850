import type { Leg } from '../facts/plan.ts';
import { type Fixed, fixed, mul, ZERO } from '../money.ts';

/** What a leg would hold, in quote currency at its planned price. */
export const notionalOf = (leg: Leg): Fixed => mul(fixed(leg.quantity), fixed(leg.price), 'up');

/** Sum of one figure over legs or exposures. */
export const total = <T>(items: readonly T[], figure: (item: T) => Fixed): Fixed =>
  items.reduce((sum, item) => sum + figure(item), ZERO);
