import { z } from 'zod';
import { optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { mul, toNumber, ZERO } from '../core/money.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { averageText, quantityText, rText, shareText, shortName } from '../core/reply/format.ts';
import { clockTime, dateOf, durationText } from '../core/time.ts';
import { tradeSchema } from './cards/closed.ts';
import { count } from './kinds/figures.ts';
import { symbol } from './kinds/symbol.ts';

const USUAL = 10;

/** Profit as a share of what was put in: the notional at entry. */
function returned({ profit, entry, quantity }: Pick<z.infer<typeof tradeSchema>, 'profit' | 'entry' | 'quantity'>): number {
  const notional = mul(entry, quantity, 'nearest');
  return notional === ZERO ? 0 : toNumber(profit) / toNumber(notional);
}

export const trades = defineCommand({
  name: 'trades',
  aliases: ['t', 'history'],
  about: 'the newest closed positions, of one symbol where it is named',
  args: { count: skippable(count), symbol: optional(symbol) },
  role: 'viewer',
  risk: 'none',
  run: async ({ count: wanted, symbol: one }, desk) => ({
    symbol: one,
    trades: [...(await desk.queries.trades(wanted ?? USUAL, one))],
  }),
  result: z.object({ symbol: z.string().optional(), trades: z.array(tradeSchema) }),
  show: ({ symbol: one, trades: closed }, notation) => {
    const of = one === undefined ? '' : ` of ${shortName(one)}`;
    const currency = currencyOf(notation);
    return {
      title: closed.length === 0 ? `No position${of} has been closed yet` : `Last ${closed.length} closed${of}`,
      lines: closed.length === 0 ? [] : ['% of what was put in, fees in it'],
      ...(closed.length === 0
        ? {}
        : {
            table: {
              columns: [
                { name: '', align: 'right' as const },
                { name: 'symbol', align: 'left' as const },
                { name: 'size', align: 'right' as const },
                { name: 'entry', align: 'right' as const },
                { name: 'exit', align: 'right' as const },
                { name: 'net', align: 'right' as const },
                { name: '%', align: 'right' as const },
                { name: 'R', align: 'right' as const },
                { name: 'held', align: 'right' as const },
                { name: 'why', align: 'left' as const },
                { name: 'closed', align: 'left' as const },
              ],
              rows: closed.map((trade) => {
                const tick = notation.market.instrument(trade.symbol)?.tick;
                const average = (price: bigint): string => averageText(price, tick, trade.quantity, currency);
                return [
                  { kind: 'number' as const, value: trade.position, digits: 0 },
                  { kind: 'text' as const, text: `${shortName(trade.symbol)} ${trade.direction}` },
                  { kind: 'text' as const, text: quantityText(trade.quantity) },
                  { kind: 'text' as const, text: average(trade.entry) },
                  { kind: 'text' as const, text: average(trade.exit) },
                  { kind: 'money' as const, amount: trade.profit, currency, signed: true },
                  { kind: 'text' as const, text: shareText(returned(trade), true) },
                  { kind: 'text' as const, text: rText(trade.r) },
                  { kind: 'text' as const, text: durationText(trade.closedAt - trade.openedAt) },
                  { kind: 'text' as const, text: trade.why },
                  { kind: 'text' as const, text: `${dateOf(trade.closedAt).slice(5)} ${clockTime(trade.closedAt)}` },
                ];
              }),
            },
          }),
    };
  },
});
