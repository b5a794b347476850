import { required, rest } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { answeredReply } from './cards/answered.ts';
import { proposal as proposalKind } from './kinds/proposal.ts';

export const reject = defineCommand({
  name: 'reject',
  aliases: ['no-to'],
  about: 'rejects a proposal; its symbol and side stay closed for 4 h',
  args: { proposal: required(proposalKind), why: rest('a reason', 'too late') },
  role: 'approver',
  risk: 'none',
  acts: true,
  run: async ({ proposal: asked, why }, desk, who) => {
    const before = { ...asked };
    const outcome = await desk.answer(asked.id, { answer: 'reject', who, why });
    return { id: asked.id, by: who.name, before, why, outcome };
  },
  show: (answered, desk) => answeredReply(answered, desk),
});
