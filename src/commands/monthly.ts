import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { months, periodsOf, periodsReply, periodsSchema } from './cards/periods.ts';
import { countOf } from './kinds/figures.ts';

const USUAL = 6;

export const monthly = defineCommand({
  name: 'monthly',
  aliases: [],
  about: 'a line a month (UTC) and their total',
  args: { count: optional(countOf('month')) },
  role: 'viewer',
  risk: 'none',
  run: ({ count: wanted }, desk) => periodsOf(months, wanted ?? USUAL, desk),
  result: periodsSchema,
  show: periodsReply,
});
