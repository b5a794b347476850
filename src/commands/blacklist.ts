import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { switchedReply, switchedSchema, switchSymbol } from './cards/symbolSwitch.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';

/** With a symbol, `/symbol deny` as Freqtrade's users type it; bare it lists what was switched by hand. */
export const blacklist = defineCommand({
  name: 'blacklist',
  aliases: [],
  about: 'the symbols switched by hand; with one, no entries on it any more',
  args: { symbol: optional(symbolKind) },
  role: 'trader',
  risk: ({ symbol }) => (symbol === undefined ? 'none' : 'reduces'),
  run: async ({ symbol }, desk) => switchSymbol(desk, symbol === undefined ? undefined : 'deny', symbol, undefined),
  result: switchedSchema,
  show: switchedReply,
});
