import type { Leg } from '../facts/plan.ts';
import { type Fixed, fixed, fromNumber, mul, toNumber, ZERO } from '../money.ts';
import type { ExitCosts } from '../state/exitCosts.ts';
import { openProfit } from '../state/exitEstimate.ts';
import { directionOf, riskOf } from './exposure.ts';

/** What a leg brings if all of it leaves at a resting target, both fees paid; quote currency. */
export function gainAt(leg: Leg, target: Fixed, { fee }: ExitCosts): Fixed {
  const [quantity, price] = [fixed(leg.quantity), fixed(leg.price)];
  const cost = mul(quantity, price, 'nearest');
  const left = openProfit({ direction: directionOf(leg), quantity, cost }, target, { fee, slippage: 0 });
  return left - mul(cost, fromNumber(fee), 'up');
}

/** What a leg brings at its furthest target for one that it loses at its stop; undefined where either is nothing. */
export function rewardOf(leg: Leg, costs: ExitCosts): number | undefined {
  const furthest = leg.targets.at(-1);
  const loss = riskOf(leg, costs);
  return furthest === undefined || loss === ZERO
    ? undefined
    : toNumber(gainAt(leg, fixed(furthest.price), costs)) / toNumber(loss);
}
