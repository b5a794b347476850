import { z } from 'zod';
import { messageOf } from '../core/facts/messageOf.ts';
import type { Plan } from '../core/facts/plan.ts';
import { toNumber } from '../core/money.ts';
import type { RiskRule, RiskView, Verdict } from '../core/risk/rule.ts';
import { notionalOf } from '../core/state/notional.ts';
import { EndlessError } from '../core/study/endlessError.ts';
import { atOnce, brief, plainly, UsageError } from './atOnce.ts';

/** A copy that nobody can write to, however deep. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

/** The plan as a rule of a user's own is shown it: a copy, in plain numbers. */
const shownPlan = ({ kind, strategy, score, confidence, legs }: Plan) =>
  frozen({
    kind,
    strategy,
    score,
    confidence,
    legs: legs.map((leg) => ({
      symbol: leg.symbol,
      side: leg.side,
      quantity: Number(leg.quantity),
      price: Number(leg.price),
      /** Quote currency. */
      notional: toNumber(notionalOf(leg)),
      stop: Number(leg.stop),
      targets: leg.targets.map(({ price, share }) => ({ price: Number(price), share })),
      leverage: leg.leverage,
      tactic: leg.tactic,
    })),
  });

/** The account as a rule of a user's own is shown it: a copy, amounts as plain numbers in its currency. */
const shownAccount = (view: RiskView) =>
  frozen({
    at: view.at,
    currency: view.currency,
    equity: toNumber(view.equity),
    free: toNumber(view.free),
    dayStart: toNumber(view.dayStart),
    peak: toNumber(view.peak),
    lossesInRow: view.lossesInRow,
    exposures: view.exposures.map((one) => ({ ...one, notional: toNumber(one.notional), risk: toNumber(one.risk) })),
    limits: structuredClone(view.settings.risk),
    price: (symbol: string) => view.price(symbol),
    quoteAge: (symbol: string) => view.quoteAge(symbol),
    volatility: (symbol: string) => view.volatility(symbol),
    correlation: (a: string, b: string) => view.correlation(a, b),
  });

/** A risk rule of a user's own: what it answers is looked at whenever it is asked. */
export type OwnRule = {
  readonly kind: 'rule';
  readonly name: string;
  readonly version: number;
  readonly about: string;
  readonly check: (plan: ReturnType<typeof shownPlan>, account: ReturnType<typeof shownAccount>) => unknown;
};

const EXPECTED_ANSWER = "expected { kind: 'pass', why }, { kind: 'shrink', share, why } or { kind: 'refuse', why }";

/** What such a rule answers. */
const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pass'), why: z.string().min(1) }),
  z.object({ kind: z.literal('refuse'), why: z.string().min(1) }),
  z.object({ kind: z.literal('shrink'), share: z.number().gt(0).lte(1), why: z.string().min(1) }),
]);

/** An answer that is none: what was given, and what was expected. */
class AnswerError extends UsageError {
  override name = 'AnswerError';
}

const EXPECTED: Readonly<Record<string, string>> = {
  share: 'expected share, above 0 and at most 1: a rule may make a plan smaller and never larger',
  why: 'expected why, a text that says it to people',
};

function verdictOf(given: unknown): Verdict {
  const read = answer.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    const expected = EXPECTED[String(issue?.path[0])] ?? EXPECTED_ANSWER;
    throw new AnswerError(`it gave ${brief(JSON.stringify(given) ?? String(given))}; ${expected}`);
  }
  const { data } = read;
  const words = brief(data.why);
  const why = (): string => words;
  if (data.kind === 'shrink') return data.share === 1 ? { kind: 'pass', why } : { kind: 'shrink', share: data.share, why };
  return { kind: data.kind, why };
}

/**
 * A rule of a user's own in the shape of the desk's: it is shown copies, and what is no answer, an exception among it, refuses the plan
 * and names the file. `stoppable` runs it with a deadline.
 */
export function rulingOf(
  { name, about, check }: Pick<OwnRule, 'name' | 'about' | 'check'>,
  file: string,
  stoppable: <T>(work: () => T) => T = (work) => work(),
): RiskRule {
  return {
    name,
    about,
    check(plan, view) {
      try {
        // Its answer is read in here too: what is read may be code.
        return stoppable(() => plainly(() => verdictOf(atOnce('check', check(shownPlan(plan), shownAccount(view))))));
      } catch (error) {
        const says = `${file}: ${messageOf(error)}`;
        throw error instanceof EndlessError ? new EndlessError(says) : new Error(says, { cause: error });
      }
    },
  };
}
