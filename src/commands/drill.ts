import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { refusal } from '../core/reply/reply.ts';
import { choice } from './kinds/choice.ts';

/** Whether a word changes anything: with real money there are no drills. */
const isChange = (to: 'on' | 'off' | undefined, desk: Read): boolean =>
  to !== undefined &&
  (to === 'on') !== desk.state().settings.values.approval.drills &&
  (to === 'off' || desk.account.mode === 'paper');

/** Cards on paper that are no orders: whether they are read is seen by how they are answered. */
export const drill = defineCommand({
  name: 'drill',
  aliases: [],
  about: 'drill cards on paper, one a day at most: some with something wrong, none an order',
  args: { to: optional(choice('on or off', ['on', 'off'])) },
  role: 'trader',
  roleToAdd: 'approver',
  risk: ({ to }, desk) => (isChange(to, desk) ? (to === 'on' ? 'adds' : 'reduces') : 'none'),
  run: async ({ to }, desk) => {
    const { version, values } = desk.state().settings;
    if (isChange(to, desk)) {
      const drills = to === 'on';
      const after = { ...values, approval: { ...values.approval, drills } };
      await desk.act({ type: 'settings', version: version + 1, why: `drills ${to}`, values: after });
    }
    return { wanted: to, on: desk.state().settings.values.approval.drills, paper: desk.account.mode === 'paper' };
  },
  result: z.object({ wanted: z.enum(['on', 'off']).optional(), on: z.boolean(), paper: z.boolean() }),
  show: ({ wanted, on, paper }) => {
    if (wanted === 'on' && !paper) return refusal('With real money every card is one', 'Drills are for paper', '/drill off');
    return {
      title: on ? 'Drill cards are on' : 'Drill cards are off',
      lines: [
        on ? 'One a UTC day at most, told as any card is' : 'They are asked only where somebody wants them',
        'Some have something wrong, some have not',
        'None is an order, whatever its answer',
        'What it was is told after the answer',
      ],
      buttons: [
        on ? { label: 'Off', line: '/drill off' } : { label: 'On', line: '/drill on' },
        { label: 'Review', line: '/review 30' },
      ],
    };
  },
});
