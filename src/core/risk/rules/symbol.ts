import type { Leg, Plan } from '../../facts/plan.ts';
import { shortName } from '../../reply/format.ts';
import { directionOf, tightest } from '../exposure.ts';
import type { RiskRule, RiskView, Verdict } from '../rule.ts';

/** One position a symbol; whatever is reserved or of unknown outcome there blocks it until it is resolved, and so does a person's word. */
export const symbol = {
  name: 'symbol',
  about: 'One position a symbol, none where people have denied it; an order of unknown outcome blocks its symbol.',
  check(plan, view) {
    const twice = plan.legs.find((leg, i) => plan.legs.findIndex((other) => other.symbol === leg.symbol) !== i);
    if (twice !== undefined) return { kind: 'refuse', why: () => `${shortName(twice.symbol)} is in the plan twice` };
    const verdicts = plan.legs.map((leg) => checkLeg(leg, plan, view));
    return tightest(verdicts, { kind: 'pass', why: () => 'no leg' });
  },
} satisfies RiskRule;

function checkLeg(leg: Leg, plan: Plan, view: RiskView): Verdict {
  const by = view.denied(leg.symbol);
  if (by !== undefined) return { kind: 'refuse', why: () => `${shortName(leg.symbol)} is denied by ${by}` };
  const own = view.exposures.filter((exposure) => exposure.symbol === leg.symbol);
  if (own.some((exposure) => exposure.kind === 'unknown')) {
    return { kind: 'refuse', why: () => `${shortName(leg.symbol)} has an order of unknown outcome` };
  }
  if (own.some((exposure) => exposure.kind === 'reserved'))
    return { kind: 'refuse', why: () => `${shortName(leg.symbol)} has an entry under way` };
  const held = own.find((exposure) => exposure.kind === 'position');
  if (plan.kind !== 'add') {
    if (held === undefined) return { kind: 'pass', why: () => `${shortName(leg.symbol)} is free` };
    return { kind: 'refuse', why: () => `position ${held.position ?? ''} already holds ${shortName(leg.symbol)}` };
  }
  if (held === undefined || held.position !== plan.position) {
    return { kind: 'refuse', why: () => `position ${plan.position ?? ''} is not open on ${shortName(leg.symbol)}` };
  }
  if (held.direction !== directionOf(leg)) {
    return { kind: 'refuse', why: () => `a ${leg.side} does not add to ${held.direction} position ${held.position ?? ''}` };
  }
  return { kind: 'pass', why: () => `adds to position ${held.position ?? ''}` };
}
