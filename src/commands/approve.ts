import { defineCommand, required, rest } from '../core/command.ts';
import { submittedReply } from './cards/submitted.ts';
import { proposal as proposalKind } from './kinds/proposal.ts';

export const approve = defineCommand({
  name: 'approve',
  aliases: ['yes-to'],
  about: 'countersigns a proposal; the risk rules are asked again',
  args: { proposal: required(proposalKind), why: rest('a reason', 'agreed') },
  role: 'approver',
  risk: 'adds',
  run: async ({ proposal: asked, why }, desk, who) => ({
    id: asked.id,
    outcome: await desk.answer(asked.id, 'approve', who.name, why),
  }),
  show: ({ id, outcome }, desk) =>
    outcome.kind === 'rejected' ? { title: `${id} rejected`, lines: [outcome.why] } : submittedReply(id, outcome, desk),
});
