import type { EventOf } from '../facts/events.ts';
import type { Plan } from '../facts/plan.ts';
import type { Receipt } from '../facts/receipt.ts';
import { decimal } from '../money.ts';
import { shortName } from '../reply/format.ts';
import { type Admitting, type Clearing, clear } from '../risk/clear.ts';
import type { RiskView } from '../risk/rule.ts';
import type { Actor } from '../state/people.ts';
import { DESK } from '../state/position.ts';
import { type Proposal, waiting } from '../state/proposals.ts';
import { HOUR, type Ms } from '../time.ts';
import { authorityOf } from './authority.ts';
import { covering } from './covering.ts';
import { oddIn } from './oddities/list.ts';
import type { Submitted } from './outcome.ts';

/** A rejection closes that symbol and side to new cards for this long. */
const MUTE = 4 * HOUR;

/** What approval writes down with: cards, answers, what became of them, and what the risk rules have cleared. */
export type ApprovalRecorder = Admitting<EventOf<'proposed' | 'vote' | 'proposal' | 'ruleFailed' | 'ruleRecovered'>>;

export type SubmitOptions = {
  readonly recorder: ApprovalRecorder;
  readonly view: RiskView;
  readonly now: Ms;
  /** Whose wish it is. */
  readonly who: Pick<Actor, 'id' | 'name'>;
  readonly receipt?: Receipt;
};

/** The desk itself, as the one whose wish a plan is. */
export const THE_DESK: SubmitOptions['who'] = { id: DESK, name: DESK };

/**
 * Clears a plan and does with it what the authority in force says: enter, ask, or only advise. What the desk itself would ask
 * for is entered where a grant covers it.
 */
export function submit(plan: Plan, options: SubmitOptions): Submitted {
  const { recorder, now, who } = options;
  const result = cleared(plan, options);
  if ('refused' in result) return { kind: 'refused', why: result.refused };
  const passed = result.cleared.plan;
  const authority = authorityOf(recorder.state.settings.values, passed.strategy);
  if (authority === 'advise') return { kind: 'advised', plan: passed };
  if (authority === 'approve') {
    const barred = barredBy(passed, options);
    if (barred !== undefined) return { kind: 'refused', why: barred };
    const grant = who.id === DESK ? covering(passed, recorder.state, now) : undefined;
    if (grant === undefined) return ask(passed, options);
    recorder.admit({ ...result, who: `grant ${grant.id}`, grant: grant.id }, now);
  } else recorder.admit({ ...result, who: who.name }, now);
  return { kind: 'entered', decision: passed.decision, plan: passed };
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

/** Why no card may be made of a plan: one open card a symbol, no more cards than there are free slots, and no nagging. */
function barredBy(plan: Plan, { recorder: { state }, view, now }: SubmitOptions): string | undefined {
  const open = waiting(state.proposals, now);
  const symbols = new Set(plan.legs.map((leg) => leg.symbol));
  const same = open.find((proposal) => proposal.plan.legs.some((leg) => symbols.has(leg.symbol)));
  if (same !== undefined) {
    const shared = same.plan.legs.find((leg) => symbols.has(leg.symbol))?.symbol ?? '';
    return `${same.id} already asks for ${shortName(shared)}`;
  }
  const { maxOpenPositions } = view.settings.risk;
  const taken = new Set(view.exposures.map((exposure) => exposure.symbol)).size + open.length;
  if (plan.kind !== 'add' && taken >= maxOpenPositions) return `${taken} of ${maxOpenPositions} slots are taken or asked for`;
  const muted = [...state.proposals.values()].find((proposal) => isMuted(proposal, plan, now));
  return muted !== undefined && plan.kind !== 'manual' ? `${muted.id} was rejected less than 4 h ago` : undefined;
}

/** Stores the question before anybody sees it. `after` is the card that this one replaces. */
export function ask(plan: Plan, options: SubmitOptions, after?: Proposal): Submitted {
  const { recorder, now, who, receipt } = options;
  const { state } = recorder;
  const barred = barredBy(plan, options);
  if (barred !== undefined) return { kind: 'refused', why: barred };
  const proposal = `A${state.numbers.proposal + 1}`;
  const answerBy = now + state.settings.values.approval.answerWithin;
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
    ...oddIn(plan, { now, view: options.view, state, receipt }),
  });
  return { kind: 'asked', proposal, plan, answerBy };
}

const isMuted = (proposal: Proposal, plan: Plan, now: Ms): boolean => {
  const leg = plan.legs[0];
  const asked = proposal.plan.legs[0];
  const same = leg !== undefined && asked !== undefined && leg.symbol === asked.symbol && leg.side === asked.side;
  return same && proposal.status === 'rejected' && now - proposal.endedAt < MUTE;
};
