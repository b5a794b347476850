import { defineCommand, optional, skippable } from '../core/command.ts';
import { CONCERNS } from '../core/desk.ts';
import { choice } from './kinds/choice.ts';
import { count } from './kinds/figures.ts';

const USUAL = 15;

export const logs = defineCommand({
  name: 'logs',
  aliases: ['log'],
  about: 'the newest lines of a log: bot, positions, scanning, orders, strategy',
  args: { log: skippable(choice('a log', CONCERNS)), count: optional(count) },
  role: 'admin',
  risk: 'none',
  run: async ({ log, count: wanted }, desk) => ({ log: log ?? 'bot', lines: await desk.logs(log ?? 'bot', wanted ?? USUAL) }),
  show: ({ log, lines }) => ({ title: lines.length === 0 ? `${log}.log is empty` : `${log}.log, newest ${lines.length}`, lines }),
});
