import type { RuleChange } from '../facts/ruleChange.ts';
import type { Fixed } from '../money.ts';
import type { Ms } from '../time.ts';

/** What days come to with every answer a yes. Amounts in quote currency. */
export type AllYes = {
  /** Equity at the beginning of the days, and at their end. */
  readonly began: Fixed;
  readonly equity: Fixed;
  /** Moved into the account in between, below zero out of it. */
  readonly moved: Fixed;
  readonly asked: number;
  readonly entered: number;
  readonly closed: number;
  readonly won: number;
};

/** The days up to now with every answer a yes, or how far that is. */
export type Reviewed =
  | { readonly kind: 'replaying'; readonly from: Ms; readonly to: Ms /** 0 to 1. */; readonly done: number }
  | {
      readonly kind: 'replayed';
      readonly from: Ms;
      readonly to: Ms;
      /** What the account came to by `to` as people answered. */
      readonly equity: Fixed;
      readonly yes: AllYes;
      /** The same under the rule that was asked about. */
      readonly ruled?: AllYes;
    }
  | { readonly kind: 'none'; readonly why: string };

/** Plays days again, and once more under a rule where one is asked about, beside the desk. What is asked for while it is under way shares it; it answers within a moment, done or not. */
export type Review = (days: number, rule?: RuleChange) => Promise<Reviewed>;
