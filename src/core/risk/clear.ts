import { messageOf } from '../facts/messageOf.ts';
import type { Leg, Plan } from '../facts/plan.ts';
import type { Receipt } from '../facts/receipt.ts';
import { decimal, fixed, toStep } from '../money.ts';
import type { Emitted, Recorder } from '../state/recording.ts';
import { EndlessError } from '../study/endlessError.ts';
import type { Ms } from '../time.ts';
import { scaled } from './exposure.ts';
import type { RiskRule, RiskView, RuleFailing, Verdict } from './rule.ts';
import { RULES } from './rules/list.ts';

/** Not exported: a plan carries it only when this file put it there, so the type proves that every rule was asked. */
const seal: unique symbol = Symbol('cleared');

/** A plan that every risk rule passes as it stands; nothing else may trade. */
export type Cleared = { readonly plan: Plan; readonly [seal]: true };

export type RuleResult = Receipt['risk'][number];

/** A rule that failed, and how: it has refused what it was asked. */
export type RuleFault = RuleFailing & { readonly rule: string };

export type Clearing =
  | { readonly cleared: Cleared; readonly results: () => readonly RuleResult[] }
  | { readonly refused: string; readonly by?: string; readonly fault?: RuleFault; readonly results: () => readonly RuleResult[] };

/** A cleared plan, and whose yes it enters under: a person's, the desk's or a grant's. */
export type Admission = Extract<Clearing, { readonly cleared: Cleared }> & { readonly who: string; readonly grant?: string };

/** A recorder for those who enter: the one way in which a plan becomes cleared for trading. */
export type Admitting<F extends Emitted = Emitted> = Recorder<F> & { admit(admission: Admission, at: Ms): void };

/** A shrunken plan is asked about again; each round at least takes one step off, and more rounds than this mean rules at odds. */
const MOST_ROUNDS = 8;

/** What one rule said. */
type Asked = { readonly rule: string; readonly verdict: Verdict };

/** The rules that have cut the plan so far, each as it said so. */
type Bound = ReadonlyMap<string, Asked>;

const line = ({ rule, verdict }: Asked): RuleResult => ({ rule, verdict: verdict.kind, why: verdict.why() });

const linesOf = (asked: readonly Asked[], bound: Bound): readonly RuleResult[] =>
  asked.map((one) => line((one.verdict.kind === 'pass' ? bound.get(one.rule) : undefined) ?? one));

/**
 * Asks the rules. One refusal refuses the plan, all legs together, and nobody needs to ask the rules after it. The smallest share that a
 * rule allows is taken from every leg alike, rounded down to its step, and the smaller plan is asked about again, so what is cleared
 * passes every rule unshrunk. A user's own rules are asked of what the desk's have left, so that they only ever take from it. `results`
 * makes one line a rule, of a plan that was refused too; the one that bound says `shrink` with the numbers from before. A plan that some
 * rule was not asked about is refused: a user's own code runs in here too.
 */
export function clear(plan: Plan, view: RiskView): Clearing {
  const bound = new Map<string, Binding>();
  const first = settle(RULES, plan, view, bound);
  const settled = 'refused' in first || view.own.length === 0 ? first : settle(rulesOf(view), first.plan, view, bound);
  if ('refused' in settled) return settled;
  const all = RULES.length + view.own.length;
  if (settled.asked.length < all)
    return { refused: `only ${settled.asked.length} of ${all} rules were asked`, results: () => linesOf(settled.asked, bound) };
  return { cleared: { plan: settled.plan, [seal]: true }, results: () => linesOf(settled.asked, bound) };
}

/** The desk's rules and the user's own, in the order in which they are asked. */
export const rulesOf = ({ own }: Pick<RiskView, 'own'>): readonly RiskRule[] => [...RULES, ...own];

type Settled = { readonly plan: Plan; readonly asked: readonly Asked[] } | Extract<Clearing, { readonly refused: string }>;

/** The plan as all of these rules pass it; `bound` takes those that cut it. */
function settle(rules: readonly RiskRule[], plan: Plan, view: RiskView, bound: Map<string, Binding>): Settled {
  let current = plan;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const asked: Asked[] = [];
    let binding: Binding | undefined;
    for (const rule of rules) {
      const verdict = ask(rule, current, view);
      asked.push({ rule: rule.name, verdict });
      if (verdict.kind === 'refuse') return refusal(rule, verdict, current, bound, view);
      if (verdict.kind === 'shrink' && (binding === undefined || verdict.share < binding.verdict.share))
        binding = { rule: rule.name, verdict };
    }
    if (binding === undefined) return { plan: current, asked };
    bound.set(binding.rule, binding);
    current = shrink(current, binding.verdict.share, view);
  }
  return {
    refused: `no size passes every rule: ${[...bound.values()].map(({ verdict }) => verdict.why()).join('; ')}`,
    results: () => [...bound.values()].map(line),
  };
}

type Refused = Extract<Verdict, { readonly kind: 'refuse' }>;

function refusal({ name }: RiskRule, { why, fault }: Refused, plan: Plan, bound: Bound, view: RiskView): Settled {
  const shrunk = [...bound.values()].map((one) => `cut by ${one.verdict.why()}, then `);
  return {
    refused: `${shrunk.join('')}${why()}`,
    by: name,
    ...(fault === undefined ? {} : { fault: { rule: name, ...fault } }),
    results: () =>
      linesOf(
        rulesOf(view).map((rule) => ({ rule: rule.name, verdict: ask(rule, plan, view) })),
        bound,
      ),
  };
}

/** A rule that throws, on a malformed plan say, or would make the plan larger, has not passed it. */
function ask(rule: RiskRule, plan: Plan, view: RiskView): Verdict {
  try {
    const verdict = rule.check(plan, view);
    if (verdict.kind !== 'shrink' || (verdict.share > 0 && verdict.share < 1)) return verdict;
    return failed(rule, { says: `it allows ${verdict.share} of the size; a rule leaves more than 0 and less than 1 of it` });
  } catch (error) {
    return failed(
      rule,
      error instanceof EndlessError ? { says: error.told ?? error.message, stopped: true } : { says: messageOf(error) },
    );
  }
}

const failed = ({ name }: RiskRule, fault: RuleFailing): Verdict => ({
  kind: 'refuse',
  why: () => `${name} could not be checked: ${fault.says}`,
  fault,
});

type Binding = { readonly rule: string; readonly verdict: Extract<Verdict, { readonly kind: 'shrink' }> };

const shrink = (plan: Plan, share: number, view: RiskView): Plan => ({
  ...plan,
  legs: plan.legs.map((leg): Leg => {
    const step = view.instrument(leg.symbol)?.step ?? 1n;
    return { ...leg, quantity: decimal(toStep(scaled(fixed(leg.quantity), share), step, 'down')) };
  }),
});
