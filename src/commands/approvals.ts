import { z } from 'zod';
import { standing } from '../core/approval/covering.ts';
import { planNotional, quorumText } from '../core/approval/quorum.ts';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { planSchema } from '../core/facts/plan.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { moneyText, numberText, shortName } from '../core/reply/format.ts';
import type { Notation } from '../core/reply/notation.ts';
import type { Reply } from '../core/reply/reply.ts';
import { PROPOSAL_STATUSES, waiting } from '../core/state/proposals.ts';
import { durationText } from '../core/time.ts';
import { grantLines, grantNow, grantSchema } from './cards/grant.ts';
import { proposalDetails, proposalDetailsReply, proposalDetailsSchema } from './cards/proposalDetails.ts';
import { proposal as proposalKind } from './kinds/proposal.ts';

const approvalsSchema = z.object({
  /** `left` is in ms; `people` is whom it takes, where any one approver is not enough. */
  open: z.array(z.object({ id: z.string(), plan: planSchema, left: z.number(), people: z.string().optional() })),
  ended: z.array(
    z.object({ id: z.string(), plan: planSchema, status: z.enum(PROPOSAL_STATUSES), who: z.string(), why: z.string() }),
  ),
  grants: z.array(grantSchema),
  /** The one that was asked about. */
  card: proposalDetailsSchema.optional(),
});
type Listed = DeepReadonly<z.infer<typeof approvalsSchema>>;

export const approvals = defineCommand({
  name: 'approvals',
  aliases: ['proposals'],
  about: 'proposals that wait, grants that stand, the newest answers, or one card in detail',
  args: { proposal: optional(proposalKind) },
  role: 'viewer',
  risk: 'none',
  run: async ({ proposal: asked }, desk) => {
    const all = [...desk.state().proposals.values()];
    return {
      open: waiting(desk.state().proposals, desk.now()).map((one) => ({
        id: one.id,
        plan: one.plan,
        left: one.answerBy - desk.now(),
        people: quorumText(one, desk.state(), desk.now()),
      })),
      ended: all
        .filter((one) => one.status !== 'waiting')
        .slice(-5)
        .toReversed(),
      grants: standing(desk.state(), desk.now()).map((grant) => grantNow(grant, desk)),
      ...(asked === undefined ? {} : { card: proposalDetails(asked, desk) }),
    };
  },
  result: approvalsSchema,
  show: ({ open, ended, grants, card }, notation) =>
    card === undefined ? listReply({ open, ended, grants }, notation) : proposalDetailsReply(card, notation),
});

function listReply({ open, ended, grants }: Pick<Listed, 'open' | 'ended' | 'grants'>, notation: Notation): Reply {
  return {
    title: open.length === 0 ? 'Nothing waits for an answer' : `${open.length} waiting`,
    lines: [
      ...open.flatMap(({ id, plan, left, people }) => {
        const [leg] = plan.legs;
        return [
          `${id} ${leg === undefined ? '' : `${leg.side} ${shortName(leg.symbol)}`} ${moneyText(planNotional(plan), currencyOf(notation))} · score ${numberText(plan.score, 2, true)} · ${durationText(left)} left`,
          ...(people === undefined ? [] : [`  ${people}`]),
        ];
      }),
      ...grants.flatMap((grant) => grantLines(grant, currencyOf(notation))),
      ...ended.map(
        (one) =>
          `${one.id} ${shortName(one.plan.legs[0]?.symbol ?? '')}: ${one.status} by ${one.who}${one.why === '' ? '' : ` (${one.why})`}`,
      ),
    ],
    buttons: open.slice(0, 2).flatMap(({ id }) => [
      { label: `✓ ${id}`, line: `/approve ${id}` },
      { label: `✗ ${id}`, line: `/reject ${id}` },
    ]),
  };
}
