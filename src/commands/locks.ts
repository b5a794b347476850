import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { at } from '../core/facts/vocabulary.ts';
import { shortName } from '../core/reply/format.ts';
import { blocksOf } from '../core/state/blocks.ts';
import { timeText } from '../core/time.ts';

export const locks = defineCommand({
  name: 'locks',
  aliases: [],
  about: 'what keeps entries out: pauses, halts, symbols that are denied',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => {
    const state = desk.state();
    const now = desk.now();
    const denied = [...state.symbols]
      .filter(([, { allowed, until }]) => !allowed && (until === undefined || until > now))
      .map(([symbol, { who, until }]) => ({ symbol, who, until }));
    return { blocks: [...blocksOf(state, now)], denied };
  },
  result: z.object({
    /** Of every symbol, in words. */
    blocks: z.array(z.string()),
    denied: z.array(z.object({ symbol: z.string(), who: z.string(), until: at.optional() })),
  }),
  show: ({ blocks, denied }) => {
    const count = blocks.length + denied.length;
    return {
      title: count === 0 ? 'Nothing is locked' : `${count} ${count === 1 ? 'lock' : 'locks'}`,
      lines: [
        ...blocks.map((says) => `✗ every symbol: ${says}`),
        ...denied.map(
          ({ symbol, who, until }) =>
            `✗ ${shortName(symbol)}: denied by ${who}${until === undefined ? '' : ` until ${timeText(until)}`}`,
        ),
        count === 0 ? 'Why a symbol is not entered: /whynot BTC' : 'Take one away: /resume or /symbol allow DOGE',
      ],
    };
  },
});
