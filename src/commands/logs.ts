import { z } from 'zod';
import { optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { CONCERNS } from '../core/facts/logger.ts';
import { parseInstant, timeText } from '../core/time.ts';
import { choice } from './kinds/choice.ts';
import { count } from './kinds/figures.ts';

const USUAL = 15;

/** Moments from 2001 to 2100 in ms: no amount of a log line has so many digits. */
const isMoment = (value: number): boolean => Number.isInteger(value) && value > 1e12 && value < 4.1e12;

/** A detail as people read it: a moment as one, whether it is kept in ms or as an ISO time. */
function detailText(value: unknown): string {
  if (typeof value === 'number') return isMoment(value) ? timeText(value) : JSON.stringify(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  const at = /^\d{4}-\d{2}-\d{2}T/.test(value) ? parseInstant(value) : undefined;
  return at === undefined ? value : timeText(at);
}

/** The details at the end of a line as `name value` pairs; a line without them, or with others than expected, as it is. */
function spelled(line: string): string {
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
      .map(([name, value]) => `${name} ${detailText(value)}`);
    return [head, ...pairs].join(' · ');
  } catch {
    return line;
  }
}

/**
 * A line of a log file with its time as every other reply shows one, so that a reader's own zone is obeyed; only trouble names its
 * level.
 */
const plain = (line: string): string =>
  spelled(line).replace(/^\[(\d{4}-\d{2}-\d{2} \d{2}:\d{2}):\d{2}\] ([A-Z]+): /, (_all, time: string, level: string) =>
    level === 'INFO' ? `${time} UTC ` : `${time} UTC ${level}: `,
  );

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
