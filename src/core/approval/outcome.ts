import type { EventOf } from '../facts/events.ts';
import type { Plan } from '../facts/plan.ts';
import type { ReasonName } from '../facts/reasons.ts';
import type { Fixed } from '../money.ts';
import type { Actor } from '../state/people.ts';
import type { Ms } from '../time.ts';

/** What became of a plan that was handed in. */
export type Submitted =
  | { readonly kind: 'entered'; readonly decision: string; readonly plan: Plan }
  | { readonly kind: 'asked'; readonly proposal: string; readonly plan: Plan; readonly answerBy: Ms }
  | { readonly kind: 'advised'; readonly plan: Plan }
  /** `expected` is what would pass, where that is known. */
  | { readonly kind: 'refused'; readonly why: string; readonly expected?: string };
/** One person's answer to a proposal. */
export type Given = {
  readonly answer: EventOf<'vote'>['answer'];
  readonly who: Actor;
  readonly why: string;
  /** The proposal's notional as the person typed it again, quote currency. */
  readonly amount?: Fixed;
};

/** A reason that was taken: how many equal ones count by now, and the rule that was proposed of them. */
export type Because = { readonly reason: ReasonName; readonly count: number; readonly rule?: string };

/** What became of an answer. `counted` is an approval that waits for another person's. */
export type Answered =
  | Submitted
  /** `because` is the reason that was read from its words. */
  | { readonly kind: 'rejected'; readonly why: string; readonly because?: Because }
  /** It was a drill; what is told of it. */
  | { readonly kind: 'drilled'; readonly says: string }
  /** A card that they have rejected before has its reason now. */
  | { readonly kind: 'explained'; readonly because: Because }
  | {
      readonly kind: 'counted';
      readonly proposal: string;
      readonly plan: Plan;
      readonly have: number;
      readonly needed: number;
      readonly answerBy: Ms;
    };
