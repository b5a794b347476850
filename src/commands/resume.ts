import { defineCommand, rest } from '../core/command.ts';
import { blocksOf } from '../core/risk/view.ts';

export const resume = defineCommand({
  name: 'resume',
  aliases: ['unpause'],
  about: 'entries again after a pause; halts stay',
  args: { why: rest('a reason', 'quiet again') },
  role: 'trader',
  risk: 'adds',
  run: async ({ why }, desk, who) => {
    const paused = desk.state().pause !== undefined;
    if (paused) await desk.act({ type: 'resumed', at: desk.now(), who: who.name, why });
    return { paused, blocks: blocksOf(desk.state(), desk.now()) };
  },
  show: ({ paused, blocks }) => ({
    title: blocks.length > 0 ? 'Entries stay blocked' : paused ? '▶ Trading' : '▶ Trading; nothing was paused',
    lines: blocks,
  }),
});
