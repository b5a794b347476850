import { z } from 'zod';
import { optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { CONCERNS } from '../core/facts/logger.ts';
import { choice } from './kinds/choice.ts';
import { count } from './kinds/figures.ts';

const USUAL = 15;

/** The details at the end of a line as `name value` pairs; a line without them, or with others than expected, as it is. */
function plain(line: string): string {
  const [, head, json] = /^(.*?) (\{"details":.*\})$/.exec(line) ?? [];
  if (head === undefined || json === undefined) return line;
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null || !('details' in parsed)) return line;
    const { details } = parsed;
    if (typeof details !== 'object' || details === null) return line;
    const pairs = Object.entries(details)
      // `market` says the same time for people.
      .filter(([name]) => name !== 'at')
      .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
    return [head, ...pairs].join(' · ');
  } catch {
    return line;
  }
}

export const logs = defineCommand({
  name: 'logs',
  aliases: ['log'],
  about: 'the newest lines of a log: bot, positions, scanning, orders, strategy',
  args: { log: skippable(choice('a log', CONCERNS)), count: optional(count) },
  role: 'admin',
  confidential: true,
  risk: 'none',
  run: async ({ log, count: wanted }, desk) => ({ log: log ?? 'bot', lines: await desk.logs(log ?? 'bot', wanted ?? USUAL) }),
  result: z.object({ log: z.enum(CONCERNS), lines: z.array(z.string()) }),
  show: ({ log, lines }) => ({
    title: lines.length === 0 ? `${log}.log is empty` : `${log}.log, newest ${lines.length}`,
    lines: lines.map(plain),
    buttons: CONCERNS.filter((one) => one !== log).map((one) => ({ label: one, line: `/logs ${one}` })),
  }),
});
