import type { EventOf } from '../facts/events.ts';
import type { Plan } from '../facts/plan.ts';
import { reasonIn } from '../facts/reasons.ts';
import { abs, type Fixed, ONE } from '../money.ts';
import { moneyText, quoteOf } from '../reply/format.ts';
import type { Admission } from '../risk/clear.ts';
import { isPaused } from '../state/blocks.ts';
import { lockOf, lockText } from '../state/locks.ts';
import { TERMINAL } from '../state/people.ts';
import { HALVED, type Proposal } from '../state/proposals.ts';
import { authorityOf } from './authority.ts';
import { explain, explained } from './because.ts';
import { drilled } from './drill.ts';
import { endCard } from './ending.ts';
import { oddSince } from './oddities/list.ts';
import type { Circumstances } from './oddities/oddity.ts';
import type { Answered, Given } from './outcome.ts';
import { approvals, mayAnswer, maybeOne, peopleNeeded, planNotional } from './quorum.ts';
import { halfOf, movedBeyond, rebind } from './rebind.ts';
import { ask, cleared, enter, type SubmitOptions } from './submit.ts';

type Options = Omit<SubmitOptions, 'receipt' | 'who'>;

const refused = (why: string): Answered => ({ kind: 'refused', why });

/**
 * Takes one answer. A rejection ends the card. An approval counts as one person; the one that completes the quorum takes the
 * bound order as it is. At each approval the card is looked at again: when the settings it was made under have changed, the price
 * has left the band, the risk rules allow less or the market has become odd, a new card is made that nobody has approved yet, never
 * a silent fill.
 */
export function answer(id: string, given: Given, options: Options): Answered {
  const { recorder, now } = options;
  const { state } = recorder;
  const proposal = state.proposals.get(id);
  if (proposal === undefined) return refused(`there is no proposal ${id}`);
  if (proposal.status !== 'waiting') return explained(proposal, given, options) ?? refused(`${id} is already ${proposal.status}`);
  if (proposal.answerBy <= now) {
    recorder.emit({ type: 'proposal', at: now, proposal: id, to: 'expired', who: 'desk', why: 'no answer in time' });
    return refused(`${id} has expired`);
  }
  const { who } = given;
  if (!mayAnswer(state, who.id)) return refused(`${who.name} may not answer: it takes the role approver`);
  if (proposal.drill !== undefined) return drilled(proposal, proposal.drill, given, options);
  if (given.answer === 'reject') {
    vote(proposal, given, options);
    end(proposal, 'rejected', who.name, given.why, options);
    const reason = reasonIn(given.why);
    if (reason === undefined) return { kind: 'rejected', why: given.why };
    return { kind: 'rejected', why: given.why, because: explain(proposal, reason, given, options) };
  }
  const lock = lockOf(state, who.id);
  if (lock !== undefined) return refused(lockText(lock));
  // A pause is nobody's no: the card stands until it is answered or its time is over.
  if (isPaused(state, now)) return refused('the desk is paused, so the card waits: /resume first');
  if (given.answer === 'halve') return halve(proposal, given, options);
  const objection = objectionTo(proposal, given, options);
  return objection === undefined ? approve(proposal, given, options) : refused(objection);
}

/** Why this person's approval does not count. */
function objectionTo(proposal: Proposal, { who, amount }: Given, { recorder: { state } }: Options): string | undefined {
  const given = proposal.votes.filter(({ answer }) => answer === 'approve');
  const same = given.find((one) => one.who === who.id);
  if (same !== undefined) return `${same.name} has approved ${proposal.id} already; it takes another person`;
  // The other way round the admin's approval counts, and the terminal's no more.
  const admin = who.id === TERMINAL ? given.find((one) => maybeOne(one.who, who.id, state)) : undefined;
  if (admin !== undefined)
    return `${admin.name} has approved ${proposal.id} already, and the terminal and an admin count as one; it takes another person`;
  const notional = planNotional(proposal.plan);
  const currency = quoteOf(proposal.plan.legs[0]?.symbol ?? '');
  const whole = moneyText(notional, currency);
  if (amount !== undefined && !isNear(amount, notional))
    return `${moneyText(amount, currency)} was typed, ${proposal.id} is for ${whole}`;
  if (!maybeOne(proposal.by, who.id, state)) return undefined;
  const asker = proposal.by === who.id ? who.name : proposal.by === TERMINAL ? 'the terminal' : 'an admin';
  const sits = proposal.by === who.id ? '' : ', and the terminal and an admin count as one';
  if (!state.settings.values.approval.self) return `${asker} asked for ${proposal.id}${sits}: somebody else has to approve it`;
  return amount === undefined
    ? `${sits === '' ? 'your own proposal' : `what ${asker} asked for${sits},`} takes its amount typed again, such as /approve ${proposal.id} 1000`
    : undefined;
}

/** Inside 1 %, or inside one unit of small amounts: people type whole quote currency. */
const isNear = (amount: Fixed, notional: Fixed): boolean => {
  const off = abs(amount - notional);
  return off * 100n <= notional || (off < ONE && notional >= ONE);
};

/** Why a card can no longer be taken as it was asked; undefined while it can. */
function stale(proposal: Proposal, { recorder: { state }, view }: Options): string | undefined {
  if (proposal.settings < state.settings.binding) return 'the settings were changed';
  return movedBeyond(proposal.plan, view);
}

function approve(proposal: Proposal, given: Given, options: Options): Answered {
  const { view } = options;
  vote(proposal, given, options);
  const unused = outOfUse(proposal, options);
  if (unused !== undefined) return refuseUnused(proposal, unused, given, options);
  const aged = stale(proposal, options);
  const fresh = movedBeyond(proposal.plan, view) === undefined ? proposal.plan : rebind(proposal.plan, view);
  const result = cleared(fresh, options);
  if ('refused' in result) {
    end(proposal, 'refused', given.who.name, result.refused, options);
    return refused(result.refused);
  }
  const why =
    aged ??
    (sameSize(result.cleared.plan, proposal.plan) ? undefined : 'the risk rules now allow less') ??
    oddSince(proposal, result.cleared.plan, circumstancesOf(proposal, options), 'market');
  if (why === undefined) return conclude(proposal, result, given.why, options);
  end(proposal, 'replaced', given.who.name, why, options);
  return askAgain(result.cleared.plan, proposal, options);
}

const circumstancesOf = ({ receipt }: Proposal, { now, view, recorder: { state } }: Options): Circumstances => ({
  now,
  view,
  state,
  receipt,
});

/** Why the desk may no longer ask for such plans at all; undefined while it may. */
function outOfUse({ plan }: Proposal, { recorder: { state } }: Options): string | undefined {
  const { values } = state.settings;
  if (authorityOf(values, plan.strategy) === 'advise') return 'authority is advise now';
  return values.signal.strategies[plan.strategy]?.on === false ? `${plan.strategy} is off now` : undefined;
}

function refuseUnused(proposal: Proposal, why: string, { who }: Given, options: Options): Answered {
  end(proposal, 'refused', who.name, why, options);
  return refused(why);
}

/** Half of it as a new card, the tap counting as one answer to it, where that half is what the tap was about. */
function halve(proposal: Proposal, given: Given, options: Options): Answered {
  const { recorder, view } = options;
  const unused = outOfUse(proposal, options);
  if (unused !== undefined) {
    vote(proposal, given, options);
    return refuseUnused(proposal, unused, given, options);
  }
  const aged = stale(proposal, options);
  const half = halfOf(movedBeyond(proposal.plan, view) === undefined ? proposal.plan : rebind(proposal.plan, view), view);
  const result = cleared(half, options);
  if ('refused' in result) return refused(`half of it is refused: ${result.refused}`);
  vote(proposal, given, options);
  end(proposal, 'replaced', given.who.name, HALVED, options);
  const asked = askAgain(result.cleared.plan, proposal, options);
  const card = asked.kind === 'asked' ? recorder.state.proposals.get(asked.proposal) : undefined;
  const isMeant =
    aged === undefined &&
    sameSize(result.cleared.plan, half) &&
    !maybeOne(proposal.by, given.who.id, recorder.state) &&
    // What is odd about the half alone, nobody has said yes to.
    (card?.odd ?? []).every(({ name }) => proposal.odd.some((one) => one.name === name));
  if (card === undefined || !isMeant) return asked;
  vote(card, { ...given, answer: 'approve' }, options);
  return conclude(card, result, given.why, options);
}

const sameSize = (a: Plan, b: Plan): boolean => a.legs.every((leg, i) => leg.quantity === b.legs[i]?.quantity);

/** Hands the bound order to execution once enough people have approved it, their roles looked up anew. */
function conclude(proposal: Proposal, admission: Omit<Admission, 'who'>, why: string, options: Options): Answered {
  const { recorder, now } = options;
  const needed = peopleNeeded(proposal, recorder.state, now);
  const votes = approvals(proposal, recorder.state);
  const { id, answerBy } = proposal;
  if (votes.length < needed) return { kind: 'counted', proposal: id, plan: proposal.plan, have: votes.length, needed, answerBy };
  const who = votes.map(({ name }) => name).join(' and ');
  end(proposal, 'approved', who, why, options);
  end(proposal, 'done', who, '', options);
  return enter({ ...admission, who }, options, id);
}

const askAgain = (plan: Plan, proposal: Proposal, options: Options): Answered =>
  ask(
    plan,
    {
      ...options,
      who: { id: proposal.by, name: proposal.by },
      ...(proposal.receipt === undefined ? {} : { receipt: proposal.receipt }),
    },
    { after: proposal },
  );

const vote = (proposal: Proposal, { answer: given, who, why }: Given, { recorder, now }: Options): void =>
  recorder.emit({ type: 'vote', at: now, proposal: proposal.id, who: who.id, name: who.name, answer: given, why });

const end = (proposal: Proposal, to: EventOf<'proposal'>['to'], who: string, why: string, options: Options): void =>
  endCard(proposal, to, { who, why }, options);
