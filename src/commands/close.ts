import { defineCommand, required } from '../core/command.ts';
import { baseOf, moneyText, priceText } from '../core/figures.ts';
import { decimal } from '../core/money.ts';
import { reductionLine } from './cards/position.ts';
import { positions as positionsKind } from './kinds/position.ts';

export const close = defineCommand({
  name: 'close',
  aliases: ['forceexit', 'fx', 'exit'],
  about: 'closes a position, or all, at market',
  args: { position: required(positionsKind) },
  role: 'trader',
  risk: 'reduces',
  confirm: ({ position: chosen }, desk) =>
    chosen.length === 0
      ? undefined
      : {
          title: `Close ${chosen.length === 1 ? 'it' : `${chosen.length} positions`}?`,
          lines: chosen.map((one) => reductionLine(one, 1, desk)),
        },
  run: async ({ position: chosen }, desk, who) => {
    const at = desk.now();
    const ids = chosen.map(({ id }) => id);
    await desk.act(
      ...chosen.map((one) => ({
        type: 'exitAsked' as const,
        at,
        position: one.id,
        symbol: one.symbol,
        quantity: decimal(one.quantity),
        why: 'command' as const,
        who: who.name,
      })),
    );
    const { account } = desk.state();
    return {
      closed: account.closed.filter((trade) => ids.includes(trade.position)),
      waiting: chosen.filter(({ id }) => account.positions.has(id)).map(({ id, symbol }) => ({ id, symbol })),
    };
  },
  show: ({ closed, waiting }, desk) => ({
    title:
      closed.length + waiting.length === 0 ? 'No position is open' : closed.length > 0 ? `${closed.length} closed` : 'Exit sent',
    lines: [
      ...closed.map(
        (trade) =>
          `${trade.position} ${baseOf(trade.symbol)}: ${moneyText(trade.profit, true)} at ${priceText(trade.exit, desk.market.instrument(trade.symbol)?.tick)}`,
      ),
      ...waiting.map(({ id, symbol }) => `${id} ${baseOf(symbol)}: fills at the next known price; its stop stays until then`),
    ],
  }),
});
