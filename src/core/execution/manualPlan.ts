import type { Side } from '../facts/orderRequest.ts';
import { BY_HAND } from '../facts/plan.ts';
import type { Fixed } from '../money.ts';
import type { RiskView } from '../risk/rule.ts';
import { belowMinimum, leastText } from '../risk/sizing.ts';
import { type Footed, footedIn, type OrderSize, quantityOf } from './orderSize.ts';
import { type Footing, footing, legOf, type Measures, type Planned, stopFor, tacticFor, targetsFor } from './plan.ts';

export type ManualInput = {
  readonly decision: string;
  readonly symbol: string;
  readonly side: Side;
  /** As it was asked for; the risk rules may allow less. */
  readonly size: OrderSize;
  /** On the tick and on its side of the price; the desk's own where left out. */
  readonly stop?: Fixed | undefined;
  readonly target?: Fixed | undefined;
  readonly measures: Measures;
  readonly view: RiskView;
};

/** Where an entry by hand enters and is given up, by which its size becomes a quantity. */
export function enteredAt({
  symbol,
  side,
  stop,
  measures,
  view,
}: Pick<ManualInput, 'symbol' | 'side' | 'stop' | 'measures' | 'view'>): (Footing & Footed) | { readonly why: string } {
  const at = footing(symbol, side, view);
  if ('why' in at) return at;
  return { ...at, ...footedIn({ ...at, stop: stop ?? stopFor(at, measures, view).stop }, view) };
}

/** An entry that a person asked for: what they left out of stop and target is as for a signal, the size as they typed it. */
export function planManual(input: ManualInput): Planned {
  const { decision, side, size, target, measures, view } = input;
  const at = enteredAt(input);
  if ('why' in at) return at;
  const quantity = quantityOf(size, at);
  const small = belowMinimum(at.instrument, quantity, at.price);
  if (small !== undefined) return { why: small, expected: `at least ${leastText(at.instrument, at.price)}` };
  const own = stopFor(at, measures, view);
  const levels = { ...own, stop: at.stop, target: target ?? own.target };
  // A target that somebody named is for the whole position.
  const targets = targetsFor(at, quantity, levels, target === undefined ? view.settings.exits.partial : 0);
  const leg = legOf(
    at,
    { quantity, levels, targets, tactic: tacticFor(quantity, measures, view), confidence: 1, measures },
    view,
  );
  const score = side === 'buy' ? 1 : -1;
  return { plan: { decision, at: view.at, kind: 'manual', strategy: BY_HAND, score, confidence: 1, legs: [leg] }, sized: [] };
}
