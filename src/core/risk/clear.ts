import { messageOf } from '../facts/messageOf.ts';
import type { Leg, Plan } from '../facts/plan.ts';
import type { Receipt } from '../facts/receipt.ts';
import { decimal, fixed, toStep } from '../money.ts';
import type { Emitted, Recorder } from '../state/recording.ts';
import type { Ms } from '../time.ts';
import { scaled } from './exposure.ts';
import type { RiskRule, RiskView, Verdict } from './rule.ts';
import { RULES } from './rules/list.ts';

/** Not exported: a plan carries it only when this file put it there, so the type proves that every rule was asked. */
const seal: unique symbol = Symbol('cleared');

/** A plan that every risk rule passes as it stands; nothing else may trade. */
export type Cleared = { readonly plan: Plan; readonly [seal]: true };

export type RuleResult = Receipt['risk'][number];

export type Clearing =
  | { readonly cleared: Cleared; readonly results: () => readonly RuleResult[] }
  | { readonly refused: string; readonly results: () => readonly RuleResult[] };

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
 * passes every rule unshrunk. `results` makes one line a rule, of a plan that was refused too; the one that bound says `shrink` with the
 * numbers from before.
 */
export function clear(plan: Plan, view: RiskView): Clearing {
  const bound = new Map<string, Asked>();
  let current = plan;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const asked: Asked[] = [];
    let binding: Binding | undefined;
    for (const rule of RULES) {
      const verdict = ask(rule, current, view);
      asked.push({ rule: rule.name, verdict });
      if (verdict.kind === 'refuse') return refusal(verdict, current, bound, view);
      if (verdict.kind === 'shrink' && (binding === undefined || verdict.share < binding.verdict.share))
        binding = { rule: rule.name, verdict };
    }
    if (binding === undefined) return { cleared: { plan: current, [seal]: true }, results: () => linesOf(asked, bound) };
    bound.set(binding.rule, binding);
    current = shrink(current, binding.verdict.share, view);
  }
  return {
    refused: `no size passes every rule: ${[...bound.values()].map(({ verdict }) => verdict.why()).join('; ')}`,
    results: () => [...bound.values()].map(line),
  };
}

function refusal(verdict: Verdict, plan: Plan, bound: Bound, view: RiskView): Clearing {
  const shrunk = [...bound.values()].map((one) => `cut by ${one.verdict.why()}, then `);
  return {
    refused: `${shrunk.join('')}${verdict.why()}`,
    results: () =>
      linesOf(
        RULES.map((rule) => ({ rule: rule.name, verdict: ask(rule, plan, view) })),
        bound,
      ),
  };
}

/** A rule that throws, on a malformed plan say, has not passed it. */
function ask(rule: RiskRule, plan: Plan, view: RiskView): Verdict {
  try {
    return rule.check(plan, view);
  } catch (error) {
    return {
      kind: 'refuse',
      why: () => `${rule.name} could not be checked: ${messageOf(error)}`,
    };
  }
}

type Binding = { readonly rule: string; readonly verdict: Extract<Verdict, { readonly kind: 'shrink' }> };

const shrink = (plan: Plan, share: number, view: RiskView): Plan => ({
  ...plan,
  legs: plan.legs.map((leg): Leg => {
    const step = view.instrument(leg.symbol)?.step ?? 1n;
    return { ...leg, quantity: decimal(toStep(scaled(fixed(leg.quantity), share), step, 'down')) };
  }),
});
