import { z } from 'zod';
import { shortensPause } from '../core/approval/terms.ts';
import { optional, rest } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { at } from '../core/facts/vocabulary.ts';
import { whenText } from '../core/time.ts';
import { hasFigure, reasonText } from './cards/reason.ts';
import { duration } from './kinds/times.ts';

export const pause = defineCommand({
  name: 'pause',
  aliases: ['stopentry', 'stopbuy'],
  about: 'no new entries, for a time or until /resume; exits go on',
  args: { duration: optional(duration), why: rest('a reason', 'news') },
  role: 'trader',
  roleToAdd: 'approver',
  // One that ends before the pause that stands lets entries in earlier.
  risk: ({ duration: length }, desk) =>
    length !== undefined && shortensPause(desk.state(), desk.now() + length) ? 'adds' : 'reduces',
  confirm: ({ duration: length, why }) =>
    length !== undefined || !hasFigure(why)
      ? undefined
      : {
          title: 'Pause entries until /resume?',
          lines: [reasonText(why), 'A length comes first: /pause 2h lunch'],
          buttons: [
            { label: 'Pause', line: '/yes' },
            { label: 'For 2 h', line: '/pause 2h' },
          ],
        },
  run: async ({ duration: length, why }, desk) => {
    const until = length === undefined ? undefined : desk.now() + length;
    const entries = [...desk.state().entries.keys()];
    await desk.act(
      { type: 'paused', why, ...(until === undefined ? {} : { until }) },
      ...entries.map((decision) => ({ type: 'entryStopped' as const, decision, why: 'paused' })),
    );
    return { now: desk.now(), until, canceled: entries.length, open: desk.state().account.positions.size };
  },
  result: z.object({ now: at, until: at.optional(), canceled: z.number().int(), open: z.number().int() }),
  show: ({ now, until, canceled, open }) => ({
    title: '⏸ Entries paused',
    lines: [
      until === undefined
        ? 'Until /resume; a restart changes nothing'
        : `Until ${whenText(until, now)}; a restart changes nothing`,
      ...(canceled > 0 ? [`${canceled} entries under way are stopped`] : []),
      `Stops, targets and exits go on${open > 0 ? ` (${open} open)` : ''}`,
    ],
    buttons: [{ label: 'Resume', line: '/resume' }],
  }),
});
