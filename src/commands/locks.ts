import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { at } from '../core/facts/vocabulary.ts';
import { counted, shortName } from '../core/reply/format.ts';
import { blocksOf } from '../core/state/blocks.ts';
import { coolingAt } from '../core/state/coolDowns.ts';
import { whenText } from '../core/time.ts';

export const locks = defineCommand({
  name: 'locks',
  aliases: [],
  about: 'what keeps entries out: pauses, halts, symbols that are denied, cool-downs',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => {
    const state = desk.state();
    const now = desk.now();
    const denied = [...state.symbols]
      .filter(([, { allowed, until }]) => !allowed && (until === undefined || until > now))
      .map(([symbol, { who, until }]) => ({ symbol, who, until }));
    const cooling = coolingAt(state.coolDowns, state.settings.values.signal.coolDown, now);
    return { now, blocks: [...blocksOf(state, now)], denied, cooling };
  },
  result: z.object({
    now: at,
    /** Of every symbol, in words. */
    blocks: z.array(z.string()),
    denied: z.array(z.object({ symbol: z.string(), who: z.string(), until: at.optional() })),
    /** Of the desk's own entries; `side` is `buy` or `sell`. */
    cooling: z.array(z.object({ symbol: z.string(), side: z.string(), why: z.string(), until: at })),
  }),
  show: ({ now, blocks, denied, cooling }) => {
    const count = blocks.length + denied.length + cooling.length;
    const [first] = denied;
    const ways = [
      ...(blocks.length > 0 ? ['/resume'] : []),
      ...(first === undefined ? [] : [`/symbol allow ${shortName(first.symbol)}`]),
    ];
    return {
      title: count === 0 ? 'Nothing is locked' : counted(count, 'lock'),
      lines: [
        ...blocks.map((says) => `✗ every symbol: ${says}`),
        ...denied.map(
          ({ symbol, who, until }) =>
            `✗ ${shortName(symbol)}: denied by ${who}${until === undefined ? '' : ` until ${whenText(until, now)}`}`,
        ),
        ...cooling.map(
          ({ symbol, side, why, until }) =>
            `✗ ${shortName(symbol)} ${side === 'buy' ? 'long' : 'short'}: ${why}, rests until ${whenText(until, now)}; not by hand`,
        ),
        ...(ways.length === 0 ? [] : [`Take one away: ${ways.join(' or ')}`]),
        ...(count === 0 ? ['Why a symbol is not entered: /whynot BTC'] : []),
      ],
    };
  },
});
