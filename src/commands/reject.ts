import { required, rest } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { answered, answeredReply, answeredSchema } from './cards/answered.ts';
import { proposal as proposalKind } from './kinds/proposal.ts';

export const reject = defineCommand({
  name: 'reject',
  aliases: ['no-to'],
  about: 'rejects a proposal; its symbol and side stay closed for 4 h',
  args: { proposal: required(proposalKind), why: rest('a reason', 'too late') },
  role: 'approver',
  risk: 'none',
  acts: true,
  run: ({ proposal: asked, why }, desk) => answered(asked, { answer: 'reject', why }, desk),
  result: answeredSchema,
  show: answeredReply,
});
