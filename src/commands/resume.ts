import { z } from 'zod';
import { rest } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { waitsForAdmin } from '../core/risk/halts.ts';
import { blocksOf } from '../core/state/blocks.ts';

/** Ends a pause. Given by an admin it also lifts the halts that wait for one; a drawdown is then counted from here. */
export const resume = defineCommand({
  name: 'resume',
  aliases: ['unpause'],
  about: 'entries again after a pause; an admin lifts halts with it too',
  args: { why: rest('a reason', 'quiet again') },
  role: 'trader',
  roleToAdd: 'approver',
  risk: 'adds',
  stepUp: (_args, desk, who) =>
    who.role === 'admin' && [...desk.state().halts.values()].some(waitsForAdmin) ? 'it lifts a halt' : undefined,
  run: async ({ why }, desk, who) => {
    const { pause, halts } = desk.state();
    const paused = pause !== undefined;
    const waiting = [...halts.values()].filter(waitsForAdmin).map(({ halt }) => halt);
    const lifted = who.role === 'admin' ? waiting : [];
    const says = `lifted by ${who.name}${why === '' ? '' : `: ${why}`}`;
    await desk.act(
      ...(paused ? [{ type: 'resumed' as const, why }] : []),
      ...lifted.map((halt) => ({ type: 'haltLifted' as const, halt, says })),
    );
    return { paused, lifted, blocks: blocksOf(desk.state(), desk.now()), needsAdmin: waiting.length > lifted.length };
  },
  result: z.object({
    paused: z.boolean(),
    /** Halts, by name. */
    lifted: z.array(z.string()),
    /** What still keeps entries away, in words. */
    blocks: z.array(z.string()),
    needsAdmin: z.boolean(),
  }),
  show: ({ paused, lifted, blocks, needsAdmin }) => ({
    title:
      blocks.length > 0
        ? '⏸ Entries stay blocked'
        : paused || lifted.length > 0
          ? '▶ Trading'
          : '▶ Trading already; nothing was paused',
    lines: [
      ...lifted.map((halt) => `The ${halt} halt is lifted${halt === 'drawdown' ? '; a new peak is counted from here' : ''}`),
      ...blocks,
      ...(needsAdmin ? ['Only an admin lifts that: /resume given by one'] : []),
    ],
    buttons: [{ label: 'Status', line: '/status' }],
  }),
});
