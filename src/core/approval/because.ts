import { BY_HAND } from '../facts/plan.ts';
import { type ReasonName, reasonIn } from '../facts/reasons.ts';
import { div, max, toNumber, ZERO } from '../money.ts';
import type { RiskView } from '../risk/rule.ts';
import { notionalOf } from '../state/notional.ts';
import { hasRejected, type Proposal } from '../state/proposals.ts';
import { ENOUGH_REASONS, reasonKey } from '../state/reasons.ts';
import type { Answered, Because, Given } from './outcome.ts';
import { mayAnswer } from './quorum.ts';
import { ruleOf } from './rules.ts';
import type { SubmitOptions } from './submit.ts';

type Options = Pick<SubmitOptions, 'recorder' | 'view' | 'now'>;

/** What of a card a reason is about, by which a setting could hold to it; undefined where it has no such figure. */
const FIGURES: Readonly<Record<ReasonName, (card: Proposal, view: RiskView) => number | undefined>> = {
  /** Its largest leg as a fraction of equity. */
  'too big'({ plan }, { equity }) {
    const largest = plan.legs.reduce((most, leg) => max(most, notionalOf(leg)), ZERO);
    return equity > ZERO ? toNumber(div(largest, equity, 'down')) : undefined;
  },
  'not this symbol': () => undefined,
  /** What people ask for has no score of the desk's. */
  'too weak': ({ plan }) => (plan.strategy === BY_HAND ? undefined : Math.abs(plan.score)),
  /** How far the timeframes agreed with it, −1..1. */
  'against the trend': ({ receipt }) => receipt?.alignment.value,
  /** Symbols that were held or being entered. */
  'enough open': (_card, { exposures }) => new Set(exposures.map(({ symbol }) => symbol)).size,
};

/** Writes down why somebody has rejected a card; the one that makes enough of them proposes a rule, and changes nothing. */
export function explain(card: Proposal, reason: ReasonName, { who }: Pick<Given, 'who'>, options: Options): Because {
  const { recorder, view, now } = options;
  const figure = FIGURES[reason](card, view);
  const symbol = card.plan.legs[0]?.symbol ?? '';
  const whose = { who: who.id, name: who.name, reason, symbol };
  recorder.emit({ type: 'because', at: now, proposal: card.id, ...whose, ...(figure === undefined ? {} : { figure }) });
  const { reasons, settings, numbers } = recorder.state;
  const key = reasonKey(whose);
  const cases = reasons.cases.get(key) ?? [];
  const count = cases.length;
  // What waits for its answer is not proposed again.
  if (count < ENOUGH_REASONS || [...reasons.rules.values()].some((rule) => reasonKey(rule) === key)) return { reason, count };
  const figures = cases.flatMap((one) => one.figure ?? []);
  const change = ruleOf(reason, { symbol, figures }, settings.values);
  if (change === undefined) return { reason, count };
  const rule = `B${numbers.rule + 1}`;
  const proposals = cases.map(({ proposal }) => proposal);
  recorder.emit({ type: 'ruleProposed', at: now, rule, ...whose, change, proposals });
  return { reason, count, rule };
}

/** Takes a reason that comes after the rejection, from whoever rejected, once; undefined for anything else. */
export function explained(card: Proposal, given: Given, options: Options): Answered | undefined {
  const { who, why } = given;
  const reason = given.answer === 'reject' && hasRejected(card, who.id) ? reasonIn(why) : undefined;
  if (reason === undefined || !mayAnswer(options.recorder.state, who.id)) return undefined;
  if (card.because !== undefined) return { kind: 'refused', why: `${card.id} has its reason: ${card.because}` };
  return { kind: 'explained', because: explain(card, reason, given, options) };
}
