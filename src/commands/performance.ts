import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { endedLines, groupTable, spanSchema, spanSums, spanTitle } from './cards/spanSums.ts';
import { period } from './kinds/times.ts';

export const performance = defineCommand({
  name: 'performance',
  aliases: ['perf'],
  about: 'what each symbol has brought, the open part in it',
  args: { period: optional(period) },
  role: 'viewer',
  risk: 'none',
  run: async ({ period: from = 0 }, desk) => (await spanSums(from, 'symbol', desk)).sums,
  result: spanSchema,
  show: (sums, notation) => {
    const currency = currencyOf(notation);
    const table = groupTable(sums, currency);
    return {
      title: spanTitle(sums, notation),
      lines: endedLines(sums, currency),
      ...(table === undefined ? {} : { table }),
    };
  },
});
