import type { Plan } from '../facts/plan.ts';
import { decimal, fromNumber } from '../money.ts';
import { ideaOf } from '../state/asks.ts';
import { TERMINAL } from '../state/people.ts';
import { DESK } from '../state/position.ts';
import { isOpen, type Proposal } from '../state/proposals.ts';
import { HOUR, type Ms } from '../time.ts';
import { answer } from './answer.ts';
import { isAttended } from './attended.ts';
import { authorityOf } from './authority.ts';
import { withheldBy } from './budget.ts';
import { covering } from './covering.ts';
import { endCard } from './ending.ts';
import { cardOf, changeSince, MUTE, mutedBy } from './idea.ts';
import type { Answered, Given, Submitted } from './outcome.ts';
import { planNotional } from './quorum.ts';
import { answerWindow, ask, barredBy, cleared, enter, type SubmitOptions } from './submit.ts';

/** What became of a plan of the desk's own. */
export type Decided =
  | Submitted
  /** Its card stands already, and waits on. */
  | { readonly kind: 'stands'; readonly proposal: string; readonly plan: Plan }
  /** It was asked not long ago, the day's budget of asks has no room for it, or nobody is there to be asked. */
  | { readonly kind: 'withheld'; readonly why: string; readonly plan: Plan };

/** Every card of the desk's own gets a yes at the moment it is asked: for a replay of what people could have answered. */
export type Agreeing = {
  /** Whether the day's budget and the ends of earlier cards hold cards back as they do where people answer. */
  readonly budgeted: boolean;
};

type OwnOptions = Omit<SubmitOptions, 'who'> & { readonly agreeing?: Agreeing | undefined };

/** The desk itself, as the one whose wish a plan is. */
const THE_DESK: SubmitOptions['who'] = { id: DESK, name: DESK };

const YES: Given = { answer: 'approve', who: { id: TERMINAL, name: 'everybody', role: 'admin' }, why: '' };
/** A yes may lead to another card, to which it is yes again; no chain of them is longer. */
const MOST_YESES = 5;

/**
 * Clears what the desk itself wants and does with it what the authority in force says. Where it takes a yes, an idea has one card: while
 * that stands it is only told again, once it has ended it is left alone for a while; what a grant covers is entered, and the rest is
 * asked as far as the day's budget goes.
 */
export function submitOwn(plan: Plan, { agreeing, ...own }: OwnOptions): Decided {
  const options: SubmitOptions = { ...own, who: THE_DESK };
  const decided = decideOwn(plan, options, agreeing?.budgeted ?? true);
  return agreeing !== undefined && decided.kind === 'asked' ? agreed(decided, options) : decided;
}

function decideOwn(plan: Plan, options: SubmitOptions, budgeted: boolean): Decided {
  const { recorder, now } = options;
  const { state } = recorder;
  const authority = authorityOf(state.settings.values, plan.strategy);
  const known = authority === 'approve' && budgeted ? cardOf(plan, state) : undefined;
  const muted = known === undefined ? undefined : mutedBy(known, state, now);
  if (muted !== undefined) return { kind: 'withheld', why: muted, plan };
  const result = cleared(plan, options);
  if ('refused' in result) return { kind: 'refused', why: result.refused };
  const passed = result.cleared.plan;
  if (authority === 'advise') return { kind: 'advised', plan: passed };
  if (authority === 'auto') return enter({ ...result, who: DESK }, options);
  if (known !== undefined && isOpen(known, now)) return standing(passed, known, options);
  const barred = barredBy(passed, options);
  if (barred !== undefined) return { kind: 'refused', why: barred };
  const grant = covering(passed, state, now);
  if (grant !== undefined) return enter({ ...result, who: `grant ${grant.id}`, grant: grant.id }, options);
  return budgeted ? askWithin(passed, options) : ask(passed, options);
}

/** Says yes to what was asked, and to the card that comes of that where one does. */
function agreed(decided: Extract<Decided, { readonly kind: 'asked' }>, options: SubmitOptions): Decided {
  let outcome: Answered = decided;
  for (let yeses = 0; outcome.kind === 'asked' && yeses < MOST_YESES; yeses++) outcome = answer(outcome.proposal, YES, options);
  return outcome.kind === 'entered' || outcome.kind === 'refused' ? outcome : decided;
}

/** A card waits on for as long as it is found to stand, but not longer than this. */
const LONGEST_STANDING: Ms = 4 * HOUR;

/**
 * The desk finds again what it has asked: the card stands as it is, or another one takes its place where something has changed. What
 * somebody has made half or said yes to is not taken from them.
 */
function standing(plan: Plan, card: Proposal, options: SubmitOptions): Decided {
  const { recorder, view, now, receipt } = options;
  const isTouched = card.votes.length > 0 || card.original > planNotional(card.plan);
  const again = isTouched ? undefined : changeSince(card, plan, { now, view, state: recorder.state, receipt });
  if (again !== undefined && withheldBy(plan, recorder.state, now) === undefined && isAttended(recorder.state, now)) {
    endCard(card, 'replaced', { who: DESK, why: again }, options);
    return ask(plan, options, { again });
  }
  // Nothing is asked for ever: what stands so long ends by its time.
  if (now - card.askedAt >= LONGEST_STANDING) return { kind: 'stands', proposal: card.id, plan };
  const answerBy = Math.max(card.answerBy, now + answerWindow(plan, options));
  const prices = card.plan.legs.map(({ symbol, price }) => decimalPrice(view.price(symbol)) ?? price);
  recorder.emit({ type: 'restated', at: now, proposal: card.id, score: plan.score, prices, answerBy });
  return { kind: 'stands', proposal: card.id, plan };
}

/** Asks where the day's budget lets the desk and somebody is there, else leaves a line of it for later: once while the idea lasts. */
function askWithin(plan: Plan, options: SubmitOptions): Decided {
  const { recorder, now } = options;
  const { state } = recorder;
  const tooMuch = withheldBy(plan, state, now);
  const away = tooMuch === undefined && !isAttended(state, now);
  const why = away ? 'everybody who may answer is away' : tooMuch;
  if (why === undefined) return ask(plan, options);
  const idea = ideaOf(plan);
  const last = state.asks.withheld.get(idea);
  if (last === undefined || now - last.at >= MUTE) {
    const { decision, score, confidence } = plan;
    const symbol = plan.legs[0]?.symbol ?? '';
    recorder.emit({ type: 'withheld', at: now, decision, symbol, idea, score, confidence, why, ...(away ? { away } : {}) });
  }
  return { kind: 'withheld', why, plan };
}

const decimalPrice = (price: number | undefined): string | undefined =>
  price === undefined ? undefined : decimal(fromNumber(price));
