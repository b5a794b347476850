import { z } from 'zod';
import { type Choices, required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { shortName } from '../core/reply/format.ts';
import { isEntry } from '../core/state/orders.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';

/** The symbols that are being entered. */
function entering(desk: Read): Choices {
  const names = [...desk.state().entries.values()].flatMap(({ plan }) => plan.legs.map(({ symbol }) => shortName(symbol)));
  return {
    asks: 'Cancel what is entering on which symbol?',
    all: [...new Set(names)].map((word) => ({ word, label: word })),
    none: 'Nothing is entering now',
  };
}

export const cancel = defineCommand({
  name: 'cancel',
  aliases: ['cancelorder', 'coo'],
  about: 'cancels what is still entering on a symbol; stops and targets stay',
  args: { symbol: required(symbolKind) },
  choices: { symbol: (_given, desk) => entering(desk) },
  role: 'trader',
  risk: 'reduces',
  run: async ({ symbol }, desk) => {
    const entering = [...desk.state().entries.values()].filter(({ plan }) => plan.legs.some((leg) => leg.symbol === symbol));
    await desk.act(
      ...entering.map(({ plan }) => ({
        type: 'entryStopped' as const,
        decision: plan.decision,
        why: 'canceled by hand',
      })),
    );
    return {
      symbol,
      stopped: entering.length,
      left: [...desk.state().orders.working.values()].filter((order) => order.symbol === symbol && !isEntry(order)).length,
    };
  },
  result: z.object({ symbol: z.string(), stopped: z.number().int(), left: z.number().int() }),
  show: ({ symbol, stopped, left }) => ({
    title:
      stopped === 0
        ? `Nothing is entering on ${shortName(symbol)}`
        : `${stopped} ${stopped === 1 ? 'entry' : 'entries'} on ${shortName(symbol)} canceled`,
    lines: left > 0 ? [`${left} stop and target orders stay: canceling protection would add risk`] : [],
  }),
});
