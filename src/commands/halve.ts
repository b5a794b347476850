import { required, rest } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { answeredReply } from './cards/answered.ts';
import { proposal as proposalKind } from './kinds/proposal.ts';

/** Half of it is another card; whoever halves has approved that one, unless it was their own proposal. */
export const halve = defineCommand({
  name: 'halve',
  aliases: ['half'],
  about: 'approves half of a proposal as a new card; the risk rules are asked again',
  args: { proposal: required(proposalKind), why: rest('a reason', 'smaller') },
  role: 'approver',
  risk: 'adds',
  run: async ({ proposal: asked, why }, desk, who) => {
    const before = { ...asked };
    const outcome = await desk.answer(asked.id, { answer: 'halve', who, why });
    return { id: asked.id, by: who.name, before, why: asked.status === 'waiting' ? '' : asked.why, outcome };
  },
  show: (answered, desk) => answeredReply(answered, desk),
});
