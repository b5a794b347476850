import type { Plan } from '../facts/plan.ts';
import { type Fixed, fixed, ZERO } from '../money.ts';
import { clear } from '../risk/clear.ts';
import type { RiskView } from '../risk/rule.ts';
import { leastQuantity } from '../risk/sizing.ts';
import { type Footed, type OrderSize, sizeNear } from './orderSize.ts';
import type { Planned } from './plan.ts';

/** What becomes of a size as it was asked for. `passing` is the nearest one that would pass, undefined where none would. */
export type Fitted =
  | { readonly plan: Plan }
  | { readonly why: string; readonly bound: 'least' | 'most'; readonly passing: OrderSize | undefined };

const quantityIn = ({ legs: [leg] }: Plan): Fixed => (leg === undefined ? ZERO : fixed(leg.quantity));

/**
 * Whether an order can be had as large as it was asked for: it is neither below what the exchange takes nor cut by a risk rule. What a rule
 * refuses whatever its size is left to be refused by it.
 */
export function fitted(size: OrderSize, plan: (size: OrderSize) => Planned, at: Footed, view: RiskView): Fitted {
  const planned = plan(size);
  const passes = (other: OrderSize): boolean => isWhole(plan(other), view);
  if ('why' in planned) {
    const least = leastQuantity(at.instrument, at.price);
    return { why: planned.why, bound: 'least', passing: sizeNear(least, size.unit, at, 'up', passes) };
  }
  const clearing = clear(planned.plan, view);
  if ('refused' in clearing) return { plan: planned.plan };
  const left = quantityIn(clearing.cleared.plan);
  if (left === quantityIn(planned.plan)) return { plan: planned.plan };
  const cut = clearing.results().filter(({ verdict }) => verdict === 'shrink');
  return {
    why: cut.map(({ why }) => why).join('; '),
    bound: 'most',
    passing: sizeNear(left, size.unit, at, 'down', passes),
  };
}

/** Whether an order passes every rule as large as it is. */
export function isWhole(planned: Planned, view: RiskView): boolean {
  if ('why' in planned) return false;
  const clearing = clear(planned.plan, view);
  return 'cleared' in clearing && quantityIn(clearing.cleared.plan) === quantityIn(planned.plan);
}
