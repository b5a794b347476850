import { type Fixed, fromNumber, max, min, mul, toStep, ZERO } from '../money.ts';
import type { Position, Target } from '../state/position.ts';
import type { Capabilities } from './capabilities.ts';

/** One target that is still to be taken: its place among the position's targets, and the base quantity it takes. */
export type OpenTarget = Target & { readonly k: number; readonly quantity: Fixed };

/** What guards a position: one stop over all that stays open, and the targets that are not taken yet, in their order. */
export type Protection = { readonly quantity: Fixed; readonly stop: Fixed; readonly targets: readonly OpenTarget[] };

/**
 * How a venue makes it. `beside`: reduce-only orders, each by itself. `list`: stop and target as one order list on the same coins.
 * `watched`: the stop rests and the desk watches the targets, since the coins can be promised only once.
 */
export type ProtectionWay = 'beside' | 'list' | 'watched';

/**
 * What there is to guard while `leaving` is on its way out. Which targets are open is judged by what has left in all: parts taken by
 * hand count for the nearest ones.
 */
export function protectionOf(position: Position, leaving: Fixed, step: Fixed): Protection {
  const targets: OpenTarget[] = [];
  const quantity = position.quantity - leaving;
  const gone = position.exited + leaving;
  let upTo = ZERO;
  let open = quantity;
  position.targets.forEach((target, k) => {
    const isLast = k === position.targets.length - 1;
    upTo += toStep(mul(position.entered, fromNumber(target.share), 'down'), step, 'down');
    const before = gone + quantity - open;
    const share = isLast ? open : min(open, max(ZERO, upTo - before));
    open -= share;
    if (share > ZERO) targets.push({ ...target, k, quantity: share });
  });
  return { quantity, stop: position.stop, targets };
}

export function wayOf({ locksBalance, orderLists }: Capabilities, { targets }: Protection): ProtectionWay {
  if (!locksBalance) return 'beside';
  return orderLists && targets.length === 1 ? 'list' : 'watched';
}
