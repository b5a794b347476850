import { defineCommand, required, rest } from '../core/command.ts';
import { proposal as proposalKind } from './kinds/proposal.ts';

export const reject = defineCommand({
  name: 'reject',
  aliases: ['no-to'],
  about: 'rejects a proposal; its symbol and side stay closed for 4 h',
  args: { proposal: required(proposalKind), why: rest('a reason', 'too late') },
  role: 'approver',
  risk: 'none',
  run: async ({ proposal: asked, why }, desk, who) => ({
    id: asked.id,
    outcome: await desk.answer(asked.id, 'reject', who.name, why),
  }),
  show: ({ id, outcome }) =>
    outcome.kind === 'rejected'
      ? { title: `✗ ${id} rejected`, lines: ['That symbol and side are not asked for again for 4 h'], topic: `proposal ${id}` }
      : { title: `${id} was not rejected`, lines: outcome.kind === 'refused' ? [outcome.why] : [], outcome: 'refused' },
});
