import { optional, required, rest } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { answeredReply } from './cards/answered.ts';
import { amount as amountKind } from './kinds/figures.ts';
import { proposal as proposalKind } from './kinds/proposal.ts';

export const approve = defineCommand({
  name: 'approve',
  aliases: ['yes-to'],
  about: 'countersigns a proposal; your own takes its amount typed again',
  args: { proposal: required(proposalKind), amount: optional(amountKind), why: rest('a reason', 'agreed') },
  role: 'approver',
  risk: 'adds',
  run: async ({ proposal: asked, amount, why }, desk, who) => {
    const before = { ...asked };
    const outcome = await desk.answer(asked.id, { answer: 'approve', who, why, ...(amount === undefined ? {} : { amount }) });
    return { id: asked.id, by: who.name, before, why: asked.status === 'waiting' ? '' : asked.why, outcome };
  },
  show: (answered, desk) => answeredReply(answered, desk),
});
