import { z } from 'zod';
import { planLines } from '../../core/alerts/planLines.ts';
import { mayAnswer, quorumText } from '../../core/approval/quorum.ts';
import type { Read } from '../../core/desk/read.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { planSchema } from '../../core/facts/plan.ts';
import { receiptSchema } from '../../core/facts/receipt.ts';
import { at } from '../../core/facts/vocabulary.ts';
import type { Notation } from '../../core/reply/notation.ts';
import { onPhone } from '../../core/reply/phone.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { proposalTopic } from '../../core/reply/topics.ts';
import { nameOf } from '../../core/state/people.ts';
import { PROPOSAL_STATUSES, type Proposal } from '../../core/state/proposals.ts';
import { whenText } from '../../core/time.ts';
import { flagLines } from './flagged.ts';
import { receiptLines, ruleLines } from './receipt.ts';
import { weighedNow, weighedSchema, weighing } from './weighed.ts';

export const proposalDetailsSchema = z.object({
  at,
  weighed: weighedSchema,
  id: z.string(),
  plan: planSchema,
  receipt: receiptSchema.optional(),
  odd: z.array(z.object({ name: z.string(), says: z.string() })),
  /** Who asked for it, by name, and when. */
  by: z.string(),
  askedAt: at,
  status: z.enum(PROPOSAL_STATUSES),
  /** How many positions the plan would make, of how many. */
  slots: z.object({ taken: z.number().int(), most: z.number().int() }),
  /** Whom it takes, where any one approver is not enough, and who may answer, by name. */
  people: z.string().optional(),
  approvers: z.array(z.string()),
});
type ProposalDetails = DeepReadonly<z.infer<typeof proposalDetailsSchema>>;

/** All that a card has left out. */
export function proposalDetails(asked: Proposal, desk: Read): ProposalDetails {
  const state = desk.state();
  const held = new Set(desk.risk().exposures.map(({ symbol }) => symbol));
  return {
    at: desk.now(),
    weighed: weighedNow([asked.plan], desk),
    id: asked.id,
    plan: asked.plan,
    ...(asked.receipt === undefined ? {} : { receipt: asked.receipt }),
    odd: asked.odd,
    by: nameOf(state.people, asked.by),
    askedAt: asked.askedAt,
    status: asked.status,
    slots: {
      taken: new Set([...held, ...asked.plan.legs.map(({ symbol }) => symbol)]).size,
      most: state.settings.values.risk.maxOpenPositions,
    },
    people: quorumText(asked, state, desk.now()),
    approvers: [...state.people.values()].filter(({ id }) => mayAnswer(state, id)).map(({ name }) => name),
  };
}

export function proposalDetailsReply(details: ProposalDetails, notation: Notation): Reply {
  const { id, plan, receipt, odd, by, askedAt, status, slots, people, approvers, at: now } = details;
  return {
    title: `${id}: ${status}`,
    lines: [
      ...planLines(plan, weighing(details.weighed, notation)),
      ...flagLines({ odd }),
      ...(receipt === undefined ? [] : [...receiptLines(receipt, false), ...ruleLines(receipt.risk, false)]),
      `Slot ${slots.taken} of ${slots.most}`,
      `Asked by ${by}`,
      whenText(askedAt, now),
      ...(people === undefined ? [] : [people]),
      ...(approvers.length === 0 ? [] : ['May answer:', ...onPhone(approvers)]),
    ],
    topic: proposalTopic(id),
  };
}
