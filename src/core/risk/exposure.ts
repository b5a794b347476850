import type { Leg, Plan } from '../facts/plan.ts';
import { div, type Fixed, fixed, fromNumber, mul, ONE, toNumber } from '../money.ts';
import { shareText } from '../reply/format.ts';
import type { ExitCosts } from '../state/exitCosts.ts';
import { plannedLoss } from '../state/lossAtStop.ts';
import { total } from '../state/notional.ts';
import type { Exposure, RiskView, Verdict } from './rule.ts';

/** What a leg, or a part of it, loses from its planned price if its stop fills, with both fees; quote currency, never negative. */
export const riskOf = (leg: Leg, costs: ExitCosts, quantity = fixed(leg.quantity)): Fixed =>
  plannedLoss(
    {
      direction: directionOf(leg),
      quantity,
      entry: fixed(leg.price),
      stop: fixed(leg.stop),
      tick: leg.tick === undefined ? undefined : fixed(leg.tick),
    },
    costs,
  );

/**
 * What an entry takes out of the free funds: notional over leverage and its fee, a fraction of the notional; quote currency, rounded
 * up.
 */
export const fundsNeeded = (notional: Fixed, leverage: number, fee: number): Fixed =>
  div(notional, fromNumber(Math.max(1, leverage), 'down'), 'up') + mul(notional, fromNumber(fee, 'up'), 'up');

export const directionOf = (leg: Pick<Leg, 'side'>): 'long' | 'short' => (leg.side === 'buy' ? 'long' : 'short');

/** A fraction of an amount, rounded down: a limit is never wider than it says. */
export const fractionOf = (amount: Fixed, fraction: number): Fixed => mul(amount, fromNumber(fraction, 'down'), 'floor');

/** `10 %`, `2.5 %`: a limit as people set it. */
export const percent = (fraction: number): string =>
  shareText(fraction, false, Number.isInteger(Number((fraction * 100).toFixed(6))) ? 0 : 1);

/** What an account and a plan together hold on one symbol besides the plan itself. */
export const heldOn = (symbol: string, exposures: readonly Exposure[]): Fixed =>
  total(
    exposures.filter((exposure) => exposure.symbol === symbol),
    (exposure) => exposure.notional,
  );

/** Equity that is left if every stop of the account and of the plan fills. */
export const equityAtStops = (plan: Plan, view: RiskView): { readonly before: Fixed; readonly loss: Fixed } => ({
  before: view.equity - total(view.exposures, (exposure) => exposure.risk),
  loss: total(plan.legs, (leg) => riskOf(leg, view.settings.execution)),
});

const LARGEST_SHARE = 0.999_999_999_999;

/** Passes what fits, shrinks what fits in part and refuses what has no room at all. */
export function fit(need: Fixed, room: Fixed, why: () => string): Verdict {
  if (need <= room) return { kind: 'pass', why };
  const share = Math.min(toNumber(div(room, need, 'down')), LARGEST_SHARE);
  return share > 0 ? { kind: 'shrink', share, why } : { kind: 'refuse', why };
}

/** The tightest of several verdicts: a refusal, else the smallest share, else the last pass; `none` where there is no verdict. */
export function tightest(verdicts: readonly Verdict[], none: Verdict): Verdict {
  let worst: Verdict | undefined;
  for (const verdict of verdicts) {
    if (verdict.kind === 'refuse') return verdict;
    const tighter = verdict.kind === 'shrink' && (worst?.kind !== 'shrink' || verdict.share < worst.share);
    if (tighter || worst?.kind !== 'shrink') worst = verdict;
  }
  return worst ?? none;
}

/** A quantity times a plain share in 0..1, rounded down. */
export const scaled = (quantity: Fixed, share: number): Fixed =>
  mul(quantity, share >= 1 ? ONE : fromNumber(share, 'down'), 'down');
