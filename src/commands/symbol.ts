import { shortensDenial } from '../core/approval/terms.ts';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { SWITCHES, switchedReply, switchedSchema, switchSymbol } from './cards/symbolSwitch.ts';
import { choice } from './kinds/choice.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';
import { duration } from './kinds/times.ts';

/** Bare it lists what was switched by hand. Denying also stops what is still entering on the symbol. */
export const symbol = defineCommand({
  name: 'symbol',
  aliases: [],
  about: 'allows or denies entries on a symbol, also for a time',
  args: {
    switch: optional(choice('allow or deny', SWITCHES)),
    symbol: optional(symbolKind),
    duration: optional(duration),
  },
  role: 'trader',
  roleToAdd: 'approver',
  risk: ({ switch: to, symbol: name, duration: length }, desk) => {
    if (to === undefined || name === undefined) return 'none';
    const until = length === undefined ? undefined : desk.now() + length;
    return to === 'allow' || shortensDenial(desk.state(), name, until) ? 'adds' : 'reduces';
  },
  run: async ({ switch: to, symbol: name, duration: length }, desk) => switchSymbol(desk, to, name, length),
  result: switchedSchema,
  show: switchedReply,
});
