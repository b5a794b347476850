import type { AllYes } from '../../core/desk/review.ts';
import type { RuleChange } from '../../core/facts/ruleChange.ts';

/** What days come to with every answer a yes; `ruled` once more under a rule, where one was asked about. */
export type DaysPlayed = { readonly yes: AllYes; readonly ruled?: AllYes };

/** Plays days by `once`, and again under the rule where there is one; `told` how far both are, 0 to 1. */
export async function playedUnder(
  rule: RuleChange | undefined,
  once: (rule: RuleChange | undefined, told: (done: number) => void) => Promise<AllYes>,
  told: (done: number) => void,
): Promise<DaysPlayed> {
  if (rule === undefined) return { yes: await once(undefined, told) };
  const yes = await once(undefined, (done) => told(done / 2));
  return { yes, ruled: await once(rule, (done) => told(0.5 + done / 2)) };
}
