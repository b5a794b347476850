import type { Plan } from '../facts/plan.ts';
import { abs, decimal, div, type Fixed, max, min, mul, mulDiv, toStep, ZERO } from '../money.ts';
import { heldOn } from '../risk/exposure.ts';
import type { RiskView } from '../risk/rule.ts';
import { belowMinimum, leastText, size as sizeOfEntry } from '../risk/sizing.ts';
import { averageEntry, type Position } from '../state/position.ts';
import { type Footed, footedIn, type OrderSize, quantityOf } from './orderSize.ts';
import { type Footing, footing, legOf, type Measures, type Planned, tacticFor } from './plan.ts';

export type AddInput = {
  readonly decision: string;
  readonly position: Position;
  /** One R is what the position has put at risk. Left out, the addition is sized like an entry of the position's own score and confidence. */
  readonly size?: OrderSize | undefined;
  readonly measures: Measures;
  readonly view: RiskView;
};

/**
 * Adds to an open position. The leg's stop is meant for the whole position: as far from the averaged entry as the first stop was
 * from the first one, but never farther from the price than the stop that stands. Targets stay where they are.
 */
export function planAdd({ decision, position, size, measures, view }: AddInput): Planned {
  if (position.quantity <= ZERO) return { why: `position ${position.id} is closed` };
  if (position.paired) return { why: `position ${position.id} is one leg of a pair: adding to it would break the hedge` };
  const at = footing(position.symbol, position.direction === 'long' ? 'buy' : 'sell', view);
  if ('why' in at) return at;
  const { score, confidence, strategy } = position;
  const plan = (quantity: Fixed): Plan => {
    const stop = averagedStop(position, quantity, at);
    const targets = position.targets.map(({ price, share }) => ({ price: decimal(price), share }));
    const levels = { stop, target: at.price, says: 'averaged' };
    const leg = legOf(at, { quantity, levels, targets, tactic: tacticFor(quantity, measures, view), confidence, measures }, view);
    return { decision, at: view.at, kind: 'add', strategy, score, confidence, position: position.id, legs: [leg] };
  };
  if (size !== undefined) {
    const quantity = quantityOf(size, addedTo(position, at, view));
    const small = belowMinimum(at.instrument, quantity, at.price);
    return small === undefined
      ? { plan: plan(quantity), sized: [] }
      : { why: small, expected: `at least ${leastText(at.instrument, at.price)}` };
  }
  const sized = sizeOfEntry({
    instrument: at.instrument,
    equity: view.equity,
    price: at.price,
    stop: position.stop,
    score,
    confidence,
    risk: view.settings.risk,
    costs: view.settings.execution,
    held: heldOn(position.symbol, view.exposures),
  });
  return 'why' in sized ? sized : { plan: plan(sized.quantity), sized: [sized] };
}

/** What an addition is sized by: what it loses where the position's stop stands now, one R of which is the position's own. */
export const addedTo = ({ stop, risk }: Position, at: Footing, view: RiskView): Footed =>
  footedIn({ ...at, stop, r: risk }, view);

/** Stop of the enlarged position, on the tick, rounded toward the price and at least one tick away from it. */
function averagedStop(position: Position, quantity: Fixed, { price, instrument: { tick } }: Footing): Fixed {
  const entry = averageEntry(position);
  const average = div(position.cost + mul(price, quantity, 'nearest'), position.quantity + quantity, 'nearest');
  const distance = mulDiv(average, abs(entry - position.initialStop), entry, 'down');
  if (position.direction === 'long') {
    const wanted = min(toStep(average - distance, tick, 'ceil'), price - tick);
    return max(wanted, position.stop);
  }
  const wanted = max(toStep(average + distance, tick, 'floor'), price + tick);
  return min(wanted, position.stop);
}
