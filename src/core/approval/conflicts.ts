import type { Plan } from '../facts/plan.ts';
import { fixed, max, mul, ZERO } from '../money.ts';
import { clear } from '../risk/clear.ts';
import { directionOf, fundsNeeded, riskOf } from '../risk/exposure.ts';
import type { RiskView } from '../risk/rule.ts';
import { total } from '../state/notional.ts';
import { earnest, type Proposal } from '../state/proposals.ts';
import type { DeskState } from '../state/state.ts';

/** The account as the rules would see it with a plan entered: its legs reserved, its funds taken. */
function besides(view: RiskView, plan: Plan): RiskView {
  const { fee } = view.settings.execution;
  const notionalOf = ({ quantity, price }: Plan['legs'][number]) => mul(fixed(quantity), fixed(price), 'up');
  const reserved = plan.legs.map((leg) => ({
    symbol: leg.symbol,
    direction: directionOf(leg),
    kind: 'reserved' as const,
    notional: notionalOf(leg),
    risk: riskOf(leg, view.settings.execution),
  }));
  const funds = total(plan.legs, (leg) => fundsNeeded(notionalOf(leg), leg.leverage, fee));
  return { ...view, free: max(ZERO, view.free - funds), exposures: [...view.exposures, ...reserved] };
}

/**
 * Why the rules would refuse a plan because another one is entered; undefined where they would not, though it may become smaller, and
 * where they refuse it anyhow.
 */
function refusedBeside(plan: Plan, entered: Plan, view: RiskView): string | undefined {
  if ('refused' in clear(plan, view)) return undefined;
  const result = clear(plan, besides(view, entered));
  return 'refused' in result ? result.refused : undefined;
}

/** The open cards that a plan leaves no room for once it is entered, and why. */
export const displacedBy = (
  entered: Plan,
  state: DeskState,
  view: RiskView,
): readonly { readonly proposal: Proposal; readonly why: string }[] =>
  earnest(state.proposals, view.at).flatMap((proposal) => {
    const why = refusedBeside(proposal.plan, entered, view);
    return why === undefined ? [] : [{ proposal, why }];
  });
