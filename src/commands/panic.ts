import { defineCommand, optional } from '../core/command.ts';
import type { Desk } from '../core/desk.ts';
import { decimal, ZERO } from '../core/money.ts';
import { profitText } from './cards/currency.ts';
import { choice } from './kinds/choice.ts';

/** Pauses and stops every entry; with `flatten` also asks every position out. */
async function panicked(desk: Desk, who: string, flatten: boolean): Promise<void> {
  const at = desk.now();
  const state = desk.state();
  await desk.act(
    { type: 'paused', at, who, why: 'panic' },
    ...[...state.entries.keys()].map((decision) => ({ type: 'entryStopped' as const, at, decision, who, why: 'panic' })),
    ...(flatten
      ? [...state.account.positions.values()].map((one) => ({
          type: 'exitAsked' as const,
          at,
          position: one.id,
          symbol: one.symbol,
          quantity: decimal(one.quantity),
          why: 'panic' as const,
          who,
        }))
      : []),
  );
}

const counted = (open: number): string => `${open} position${open === 1 ? '' : 's'}`;

/** Pauses at once; `/panic now` also flattens everything and says whether it is flat. */
export const panic = defineCommand({
  name: 'panic',
  aliases: [],
  about: 'pauses at once; /panic now closes everything too',
  args: { now: optional(choice('now', ['now'])) },
  role: 'trader',
  risk: 'reduces',
  run: async ({ now }, desk, who) => {
    const before = [...desk.state().account.positions.keys()];
    await panicked(desk, who.name, now !== undefined);
    const { account } = desk.state();
    const closed = account.closed.filter((trade) => before.includes(trade.position));
    return {
      flattened: now !== undefined,
      open: account.positions.size,
      closed: closed.length,
      net: closed.reduce((sum, trade) => sum + trade.profit, ZERO),
    };
  },
  show: ({ flattened, open, closed, net }, desk) => ({
    title: flattened ? (open === 0 ? '🛑 Flat and paused' : `🛑 Paused; ${counted(open)} on the way out`) : '🛑 Paused',
    lines: flattened
      ? [
          ...(closed > 0 ? [`${closed} closed: ${profitText(net, desk)}`] : []),
          ...(open > 0 ? ['It fills at the next known price; stops stay until then'] : []),
          '/resume when it is over',
        ]
      : [
          open === 0 ? 'No position is open' : `${counted(open)} still open, with stops`,
          ...(open > 0 ? ['/panic now closes them all'] : []),
        ],
    buttons: flattened || open === 0 ? [] : [{ label: `Flatten ${open}`, line: '/panic now' }],
  }),
});
