import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { DeskEvent, EventOf } from '../facts/events.ts';
import type { Plan } from '../facts/plan.ts';
import type { Receipt } from '../facts/receipt.ts';
import { type Fixed, fixed, max } from '../money.ts';
import type { Ms } from '../time.ts';
import { notionalOf, total } from './notional.ts';

/** Where a card stands. */
export const PROPOSAL_STATUSES = [
  'waiting',
  'approved',
  'rejected',
  'expired',
  'refused',
  'replaced',
  'displaced',
  'drilled',
  'done',
] as const satisfies readonly ('waiting' | EventOf<'proposal'>['to'])[];
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

/**
 * The life of a proposal, one visible table. `approved` is the countersignature of everybody it takes; `done` says that the
 * cleared order was handed to execution, `refused` that it is no longer allowed, `replaced` that another card follows it: half of
 * it, or what fresh numbers or other settings make of it; `displaced` that what was entered meanwhile leaves no room for it; `drilled` that it was none, and has its
 * answer.
 */
export const PROPOSAL_LIFE: Readonly<Record<ProposalStatus, readonly ProposalStatus[]>> = {
  waiting: ['approved', 'rejected', 'expired', 'refused', 'replaced', 'displaced', 'drilled'],
  approved: ['done', 'refused', 'replaced'],
  rejected: [],
  expired: [],
  refused: [],
  replaced: [],
  displaced: [],
  drilled: [],
  done: [],
};

/** Why a card of which half was asked for is replaced. */
export const HALVED = 'halved';

/** What was planted in a card that is no real question. */
export type Drill = NonNullable<EventOf<'proposed'>['drill']>;

/** One person's answer to a card. */
export type Vote = Pick<EventOf<'vote'>, 'who' | 'name' | 'answer'>;

/** A stored question, bound to one exact plan; any change of the plan is a new proposal. */
export type MutableProposal = {
  /** `A12`: short enough to type, never reused. */
  readonly id: string;
  readonly plan: Plan;
  readonly receipt: Receipt | undefined;
  /** Id of the person who asked for it; `desk` for the desk's own. */
  readonly by: string;
  readonly askedAt: Ms;
  /** Later each time that it is found to stand. */
  answerBy: Ms;
  /** How it was found to stand last, since it was asked. */
  stands: Pick<EventOf<'restated'>, 'at' | 'score' | 'prices'> | undefined;
  /** Settings version it was made under. */
  readonly settings: number;
  /** Notional of the first card of its chain, quote currency. */
  readonly original: Fixed;
  /** What was odd about it as it was asked. */
  readonly odd: NonNullable<EventOf<'proposed'>['odd']>;
  /** A card that is no real question. */
  readonly drill?: Drill;
  readonly votes: Vote[];
  reminded: boolean;
  status: ProposalStatus;
  /** Who ended it, and why. */
  who: string;
  why: string;
  /** Of the reasons that become rules, the one given with its rejection or after it. */
  because?: EventOf<'because'>['reason'];
  endedAt: Ms;
};

/** A proposal as its readers see it. */
export type Proposal = DeepReadonly<MutableProposal>;

/** Thrown when an answer contradicts the table: a broken invariant; people's late answers are refused before. */
export class ProposalLifeError extends Error {
  override name = 'ProposalLifeError';
}

/** Applies one event to the proposals, in place. */
export function applyToProposals(proposals: Map<string, MutableProposal>, event: DeskEvent): void {
  if (event.type === 'proposed') {
    if (proposals.has(event.proposal)) throw new ProposalLifeError(`proposal ${event.proposal} was made twice`);
    proposals.set(event.proposal, {
      id: event.proposal,
      plan: event.plan,
      receipt: event.receipt,
      by: event.by,
      askedAt: event.at,
      answerBy: event.answerBy,
      stands: undefined,
      settings: event.settings,
      original: max(fixed(event.original ?? '0'), total(event.plan.legs, notionalOf)),
      odd: event.odd ?? [],
      ...(event.drill === undefined ? {} : { drill: event.drill }),
      votes: [],
      reminded: false,
      status: 'waiting',
      who: '',
      why: '',
      endedAt: 0,
    });
    return;
  }
  if (!isOfCard(event)) return;
  const proposal = proposals.get(event.proposal);
  if (proposal === undefined) throw new ProposalLifeError(`answer to ${event.proposal}, which was never asked`);
  if (event.type === 'reminded') proposal.reminded = true;
  else if (event.type === 'vote') count(proposal, event);
  else if (event.type === 'restated') restate(proposal, event);
  else if (event.type === 'because') explain(proposal, event);
  else move(proposal, event);
}

type OfCard = EventOf<'proposal' | 'vote' | 'because' | 'reminded' | 'restated'>;

const OF_CARD: Readonly<Record<OfCard['type'], true>> = {
  proposal: true,
  vote: true,
  because: true,
  reminded: true,
  restated: true,
};

const isOfCard = (event: DeskEvent): event is OfCard => Object.hasOwn(OF_CARD, event.type);

/** A rejection has one reason, given by whoever rejected. */
function explain(proposal: MutableProposal, { who, reason }: EventOf<'because'>): void {
  if (proposal.because !== undefined || !hasRejected(proposal, who))
    throw new ProposalLifeError(`${who} gave a reason for ${proposal.id}, which is not theirs to explain`);
  proposal.because = reason;
}

/** Whether somebody has rejected a card. */
export const hasRejected = ({ status, votes }: Pick<Proposal, 'status' | 'votes'>, person: string): boolean =>
  status === 'rejected' && votes.some(({ who, answer }) => who === person && answer === 'reject');

/** An answer counts while the card waits, in its time, and each person approves it once. */
function count(proposal: MutableProposal, { who, name, answer, at }: EventOf<'vote'>): void {
  if (proposal.status !== 'waiting' || at >= proposal.answerBy)
    throw new ProposalLifeError(`answer to ${proposal.id}, which no longer waits`);
  if (answer === 'approve' && hasApproved(proposal, who)) throw new ProposalLifeError(`${who} approved ${proposal.id} twice`);
  proposal.votes.push({ who, name, answer });
}

function restate(proposal: MutableProposal, { at, score, prices, answerBy }: EventOf<'restated'>): void {
  if (proposal.status !== 'waiting' || at >= proposal.answerBy)
    throw new ProposalLifeError(`${proposal.id} no longer waits and cannot stand`);
  proposal.answerBy = answerBy;
  proposal.stands = { at, score, prices };
}

const hasApproved = ({ votes }: Pick<Proposal, 'votes'>, person: string): boolean =>
  votes.some(({ who, answer }) => who === person && answer === 'approve');

function move(proposal: MutableProposal, event: EventOf<'proposal'>): void {
  if (!PROPOSAL_LIFE[proposal.status].includes(event.to)) {
    throw new ProposalLifeError(`proposal ${event.proposal} cannot go from ${proposal.status} to ${event.to}`);
  }
  proposal.status = event.to;
  proposal.who = event.who;
  proposal.why = event.why;
  proposal.endedAt = event.at;
}

/** Whether a proposal still waits for an answer at `now`. */
export const isOpen = ({ status, answerBy }: Pick<Proposal, 'status' | 'answerBy'>, now: Ms): boolean =>
  status === 'waiting' && answerBy > now;

/** Proposals that still wait for an answer at `now`, oldest first. */
export const waiting = (proposals: ReadonlyMap<string, Proposal>, now: Ms): readonly Proposal[] =>
  [...proposals.values()].filter((proposal) => isOpen(proposal, now));

/** Those of them that could become an order: a drill stands in nobody's way. */
export const earnest = (proposals: ReadonlyMap<string, Proposal>, now: Ms): readonly Proposal[] =>
  waiting(proposals, now).filter(({ drill }) => drill === undefined);

/** Proposals whose time to answer has passed without one. */
export const overdue = (proposals: ReadonlyMap<string, Proposal>, now: Ms): readonly Proposal[] =>
  [...proposals.values()].filter((proposal) => proposal.status === 'waiting' && proposal.answerBy <= now);

/** When people are reminded of a card: at half of its time to answer. */
export const remindAt = ({ askedAt, answerBy }: Pick<Proposal, 'askedAt' | 'answerBy'>): Ms => askedAt + (answerBy - askedAt) / 2;

/** Proposals of which people are to be reminded now. */
export const forgotten = (proposals: ReadonlyMap<string, Proposal>, now: Ms): readonly Proposal[] =>
  waiting(proposals, now).filter((proposal) => !proposal.reminded && remindAt(proposal) <= now);
