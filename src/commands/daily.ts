import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { days, periodsOf, periodsReply, periodsSchema } from './cards/periods.ts';
import { countOf } from './kinds/figures.ts';

const USUAL = 7;

export const daily = defineCommand({
  name: 'daily',
  aliases: [],
  about: 'a line a day (UTC) and their total',
  args: { count: optional(countOf('day')) },
  role: 'viewer',
  risk: 'none',
  run: ({ count: wanted }, desk) => periodsOf(days, wanted ?? USUAL, desk),
  result: periodsSchema,
  show: periodsReply,
});
