import type { EventOf } from '../facts/events.ts';
import type { Plan } from '../facts/plan.ts';
import type { Receipt } from '../facts/receipt.ts';
import { decimal } from '../money.ts';
import { shortName } from '../reply/format.ts';
import { type Admission, type Admitting, type Clearing, clear } from '../risk/clear.ts';
import type { RiskView } from '../risk/rule.ts';
import type { Actor } from '../state/people.ts';
import { earnest, type Proposal } from '../state/proposals.ts';
import { lengthOf, MINUTE, type Ms, SECOND } from '../time.ts';
import { authorityOf } from './authority.ts';
import { displacedBy } from './conflicts.ts';
import { displace } from './ending.ts';
import { oddIn } from './oddities/list.ts';
import type { Submitted } from './outcome.ts';

/** What approval writes down with: cards, answers, what became of them, and what the risk rules have cleared. */
export type ApprovalRecorder = Admitting<
  EventOf<
    'proposed' | 'restated' | 'withheld' | 'vote' | 'because' | 'ruleProposed' | 'proposal' | 'ruleFailed' | 'ruleRecovered'
  >
>;

export type SubmitOptions = {
  readonly recorder: ApprovalRecorder;
  readonly view: RiskView;
  readonly now: Ms;
  /** Whose wish it is. */
  readonly who: Pick<Actor, 'id' | 'name'>;
  readonly receipt?: Receipt;
};

/** Clears what a person wants and does with it what the authority in force says: enter, ask, or only advise. */
export function submit(plan: Plan, options: SubmitOptions): Submitted {
  const { recorder, who } = options;
  const result = cleared(plan, options);
  if ('refused' in result) return { kind: 'refused', why: result.refused };
  const passed = result.cleared.plan;
  const authority = authorityOf(recorder.state.settings.values, passed.strategy);
  if (authority === 'advise') return { kind: 'advised', plan: passed };
  return authority === 'approve' ? ask(passed, options) : enter({ ...result, who: who.name }, options);
}

/** Enters a cleared plan; open cards that it leaves no room for end, by its own `card` where there was one. */
export function enter(
  admission: Admission,
  options: Pick<SubmitOptions, 'recorder' | 'view' | 'now'>,
  card = admission.who,
): Submitted {
  const { plan } = admission.cleared;
  options.recorder.admit(admission, options.now);
  displace(plan, card, options);
  return { kind: 'entered', decision: plan.decision, plan };
}

/** Asks the rules, and writes down that one of them failed and has refused by it: once, until it has answered. */
export function cleared(plan: Plan, { recorder, view, now }: Pick<SubmitOptions, 'recorder' | 'view' | 'now'>): Clearing {
  const result = clear(plan, view);
  const symbol = plan.legs[0]?.symbol;
  const { failedRules } = recorder.state;
  if ('refused' in result && result.fault !== undefined) {
    const { fault } = result;
    if (symbol !== undefined && !failedRules.has(fault.rule)) recorder.emit({ type: 'ruleFailed', at: now, symbol, ...fault });
    return result;
  }
  for (const rule of failedRules.keys())
    if ('cleared' in result || result.by === rule) recorder.emit({ type: 'ruleRecovered', at: now, rule });
  return result;
}

/** Why no card may be made of a plan: there is one open card a symbol. */
export function barredBy(plan: Plan, { recorder: { state }, now }: SubmitOptions): string | undefined {
  const symbols = new Set(plan.legs.map((leg) => leg.symbol));
  const same = earnest(state.proposals, now).find((proposal) => proposal.plan.legs.some((leg) => symbols.has(leg.symbol)));
  if (same === undefined) return undefined;
  const shared = same.plan.legs.find((leg) => symbols.has(leg.symbol))?.symbol ?? '';
  return `${same.id} already asks for ${shortName(shared)}`;
}

/** The shortest and the longest that a card waits where no time is set, */
const SHORTEST = 5 * MINUTE;
const LONGEST = 30 * MINUTE;
/** and how long it outlives the candle that decides whether it still stands. */
const AFTER_THE_CLOSE = 30 * SECOND;

/** How long a card waits for its answer: as long as is set, else for one candle that decides. */
export function answerWindow(plan: Plan, { view, recorder: { state } }: Pick<SubmitOptions, 'view' | 'recorder'>): Ms {
  const set = state.settings.values.approval.answerWithin;
  if (set !== undefined) return set;
  const timeframe = view.decisionTimeframe(plan.legs[0]?.symbol ?? '');
  const candle = timeframe === undefined ? 0 : lengthOf(timeframe) + AFTER_THE_CLOSE;
  return Math.min(Math.max(candle, SHORTEST), LONGEST);
}

/**
 * Stores the question before anybody sees it. `after` is the card that this one comes out of, `again` says what has changed since the
 * same was asked before.
 */
export function ask(
  plan: Plan,
  options: SubmitOptions,
  { after, again }: { readonly after?: Proposal; readonly again?: string } = {},
): Submitted {
  const { recorder, view, now, who, receipt } = options;
  const { state } = recorder;
  const barred = barredBy(plan, options);
  if (barred !== undefined) return { kind: 'refused', why: barred };
  const proposal = `A${state.numbers.proposal + 1}`;
  const answerBy = now + answerWindow(plan, options);
  const conflicts = displacedBy(plan, state, view).map((one) => one.proposal.id);
  recorder.emit({
    type: 'proposed',
    at: now,
    proposal,
    plan,
    ...(receipt === undefined ? {} : { receipt }),
    by: who.id,
    answerBy,
    settings: state.settings.version,
    ...(after === undefined ? {} : { original: decimal(after.original) }),
    ...oddIn(plan, { now, view, state, receipt }),
    ...(again === undefined ? {} : { again }),
    ...(conflicts.length === 0 ? {} : { conflicts }),
  });
  return { kind: 'asked', proposal, plan, answerBy };
}
