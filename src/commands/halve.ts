import { required, rest } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { answered, answeredReply, answeredSchema } from './cards/answered.ts';
import { canBeTaken, flagQuestion } from './cards/flagged.ts';
import { proposal as proposalKind } from './kinds/proposal.ts';

/** Half of it is another card; whoever halves has approved that one, unless it was their own proposal. */
export const halve = defineCommand({
  name: 'halve',
  aliases: ['half'],
  about: 'approves half of a proposal as a new card; the risk rules are asked again',
  args: { proposal: required(proposalKind), why: rest('a reason', 'smaller') },
  role: 'approver',
  risk: 'adds',
  confirm: ({ proposal: asked }, desk) =>
    canBeTaken(asked, desk) ? flagQuestion(asked, `${asked.id} is flagged. Take half of it?`) : undefined,
  run: ({ proposal: asked, why }, desk) => answered(asked, { answer: 'halve', why }, desk),
  result: answeredSchema,
  show: answeredReply,
});
