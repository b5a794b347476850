import { defineCommand, required, rest } from '../core/command.ts';
import { lateReply } from './cards/answered.ts';
import { submittedReply } from './cards/submitted.ts';
import { proposal as proposalKind } from './kinds/proposal.ts';

export const approve = defineCommand({
  name: 'approve',
  aliases: ['yes-to'],
  about: 'countersigns a proposal; the risk rules are asked again',
  args: { proposal: required(proposalKind), why: rest('a reason', 'agreed') },
  role: 'approver',
  risk: 'adds',
  run: async ({ proposal: asked, why }, desk, who) => {
    const late = lateReply(asked, desk);
    const outcome = await desk.answer(asked.id, 'approve', who.name, why);
    return { id: asked.id, by: who.name, late, replacedBecause: asked.status === 'replaced' ? asked.why : '', outcome };
  },
  show: ({ id, by, late, replacedBecause, outcome }, desk) => {
    if (late !== undefined) return late;
    if (outcome.kind === 'rejected') return { title: `${id} rejected`, lines: [outcome.why] };
    const topic = `proposal ${id}`;
    const reply = submittedReply(id, outcome, desk);
    if (outcome.kind === 'entered') return { ...reply, title: `✅ ${id} approved by ${by}`, topic };
    if (outcome.kind === 'asked')
      return {
        ...reply,
        title: `${id} is now ${outcome.proposal}`,
        lines: [`A new card, because ${replacedBecause}`, ...reply.lines],
      };
    return { ...reply, topic };
  },
});
