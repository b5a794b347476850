import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { periodsOf, periodsReply, periodsSchema, weeks } from './cards/periods.ts';
import { countOf } from './kinds/figures.ts';

const USUAL = 8;

export const weekly = defineCommand({
  name: 'weekly',
  aliases: [],
  about: 'a line a week from Monday on (UTC) and their total',
  args: { count: optional(countOf('week')) },
  role: 'viewer',
  risk: 'none',
  run: ({ count: wanted }, desk) => periodsOf(weeks, wanted ?? USUAL, desk),
  result: periodsSchema,
  show: periodsReply,
});
