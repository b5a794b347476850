import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { shortName } from '../core/reply/format.ts';
import { packed } from './cards/lines.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';

export const watch = defineCommand({
  name: 'watch',
  aliases: ['unwatch'],
  about: 'tells of divergences and levels of a symbol, or stops telling',
  args: { symbol: optional(symbolKind) },
  role: 'viewer',
  risk: 'none',
  acts: true,
  run: async ({ symbol }, desk) => {
    if (symbol !== undefined) await desk.act({ type: 'watched', symbol, on: !desk.state().watched.has(symbol) });
    return { symbol, watched: [...desk.state().watched] };
  },
  result: z.object({ symbol: z.string().optional(), watched: z.array(z.string()) }),
  show: ({ symbol, watched }) => ({
    title:
      symbol === undefined
        ? watched.length === 0
          ? 'Nothing is watched'
          : `${watched.length} watched`
        : watched.includes(symbol)
          ? `Watching ${shortName(symbol)}`
          : `No longer watching ${shortName(symbol)}`,
    lines: [
      ...packed(watched.map(shortName)),
      'Held symbols are always told of',
      symbol === undefined ? 'Example: /watch BTC' : `The same again: /watch ${shortName(symbol)}`,
    ],
  }),
});
