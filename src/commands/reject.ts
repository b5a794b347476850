import { defineCommand, required, rest } from '../core/command.ts';
import { shortName } from '../core/figures.ts';
import { lateReply } from './cards/answered.ts';
import { proposal as proposalKind } from './kinds/proposal.ts';

export const reject = defineCommand({
  name: 'reject',
  aliases: ['no-to'],
  about: 'rejects a proposal; its symbol and side stay closed for 4 h',
  args: { proposal: required(proposalKind), why: rest('a reason', 'too late') },
  role: 'approver',
  risk: 'none',
  run: async ({ proposal: asked, why }, desk, who) => {
    const late = lateReply(asked, desk);
    const outcome = await desk.answer(asked.id, 'reject', who.name, why);
    const [leg] = asked.plan.legs;
    return { id: asked.id, by: who.name, late, leg, outcome };
  },
  show: ({ id, by, late, leg, outcome }) => {
    if (late !== undefined) return late;
    if (outcome.kind !== 'rejected')
      return { title: `${id} was not rejected`, lines: outcome.kind === 'refused' ? [outcome.why] : [], outcome: 'refused' };
    const closed = leg === undefined ? 'It' : `${shortName(leg.symbol)} ${leg.side === 'buy' ? 'long' : 'short'}`;
    return {
      title: `✗ ${id} rejected by ${by}`,
      lines: [...(outcome.why === '' ? [] : [outcome.why]), `${closed} is not asked for again for 4 h`],
      topic: `proposal ${id}`,
    };
  },
});
