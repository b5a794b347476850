import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { counted, shortName } from '../core/reply/format.ts';
import { packed } from './cards/lines.ts';

export const whitelist = defineCommand({
  name: 'whitelist',
  aliases: [],
  about: 'the symbols that are watched today',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => ({ symbols: [...desk.state().universe] }),
  /** By quote volume, largest first. */
  result: z.object({ symbols: z.array(z.string()) }),
  show: ({ symbols }) =>
    symbols.length === 0
      ? { title: 'No symbol is watched yet', lines: ['The universe is ranked at 00:00 UTC', 'Example: /scan'] }
      : {
          title: `${counted(symbols.length, 'symbol')} watched`,
          lines: [...packed(symbols.map(shortName)), 'Leave one out: /blacklist DOGE'],
        },
});
