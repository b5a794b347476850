import type { DeskEvent, EventOf, Plan, Receipt } from '../events.ts';
import type { Ms } from '../time.ts';

export type ProposalStatus = 'waiting' | EventOf<'proposal'>['to'];

/**
 * The life of a proposal, one visible table. `approved` is the countersignature; `done` says that the cleared order was
 * handed to execution, `refused` that the risk rules no longer allow it, `replaced` that fresh numbers made a new card of it.
 */
export const PROPOSAL_LIFE: Readonly<Record<ProposalStatus, readonly ProposalStatus[]>> = {
  waiting: ['approved', 'rejected', 'expired', 'refused', 'replaced'],
  approved: ['done', 'refused', 'replaced'],
  rejected: [],
  expired: [],
  refused: [],
  replaced: [],
  done: [],
};

/** A stored question, bound to one exact plan; any change of the plan is a new proposal. */
export type Proposal = {
  /** `A12`: short enough to type, never reused. */
  readonly id: string;
  readonly plan: Plan;
  readonly receipt: Receipt | undefined;
  readonly by: string;
  readonly askedAt: Ms;
  readonly answerBy: Ms;
  /** Settings version it was made under. */
  readonly settings: number;
  status: ProposalStatus;
  /** Who ended it, and why. */
  who: string;
  why: string;
  endedAt: Ms;
};

/** Thrown when an answer contradicts the table: a broken invariant; people's late answers are refused before. */
export class ProposalLifeError extends Error {
  override name = 'ProposalLifeError';
}

/** Applies one event to the proposals, in place. */
export function applyToProposals(proposals: Map<string, Proposal>, event: DeskEvent): void {
  if (event.type === 'proposed') {
    if (proposals.has(event.proposal)) throw new ProposalLifeError(`proposal ${event.proposal} was made twice`);
    proposals.set(event.proposal, {
      id: event.proposal,
      plan: event.plan,
      receipt: event.receipt,
      by: event.by,
      askedAt: event.at,
      answerBy: event.answerBy,
      settings: event.settings,
      status: 'waiting',
      who: '',
      why: '',
      endedAt: 0,
    });
    return;
  }
  if (event.type !== 'proposal') return;
  const proposal = proposals.get(event.proposal);
  if (proposal === undefined) throw new ProposalLifeError(`answer to ${event.proposal}, which was never asked`);
  if (!PROPOSAL_LIFE[proposal.status].includes(event.to)) {
    throw new ProposalLifeError(`proposal ${event.proposal} cannot go from ${proposal.status} to ${event.to}`);
  }
  proposal.status = event.to;
  proposal.who = event.who;
  proposal.why = event.why;
  proposal.endedAt = event.at;
}

/** Proposals that still wait for an answer at `now`, oldest first. */
export const waiting = (proposals: ReadonlyMap<string, Proposal>, now: Ms): readonly Proposal[] =>
  [...proposals.values()].filter((proposal) => proposal.status === 'waiting' && proposal.answerBy > now);

/** Proposals whose time to answer has passed without one. */
export const overdue = (proposals: ReadonlyMap<string, Proposal>, now: Ms): readonly Proposal[] =>
  [...proposals.values()].filter((proposal) => proposal.status === 'waiting' && proposal.answerBy <= now);
