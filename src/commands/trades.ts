import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { rText, shortName } from '../core/reply/format.ts';
import { clockTime, dateOf } from '../core/time.ts';
import { tradeSchema } from './cards/closed.ts';
import { count } from './kinds/figures.ts';

const USUAL = 10;

export const trades = defineCommand({
  name: 'trades',
  aliases: ['t', 'history'],
  about: 'the newest closed positions',
  args: { count: optional(count) },
  role: 'viewer',
  risk: 'none',
  run: ({ count: wanted }, desk) => desk.queries.trades(wanted ?? USUAL),
  result: z.array(tradeSchema),
  show: (closed) => ({
    title: closed.length === 0 ? 'No position has been closed yet' : `Last ${closed.length} closed`,
    lines: [],
    ...(closed.length === 0
      ? {}
      : {
          table: {
            columns: [
              { name: '', align: 'right' as const },
              { name: 'symbol', align: 'left' as const },
              { name: 'why', align: 'left' as const },
              { name: 'net', align: 'right' as const },
              { name: 'R', align: 'right' as const },
              { name: 'closed', align: 'left' as const },
            ],
            rows: closed.map((trade) => [
              { kind: 'number' as const, value: trade.position, digits: 0 },
              { kind: 'text' as const, text: `${shortName(trade.symbol)} ${trade.direction}` },
              { kind: 'text' as const, text: trade.why },
              { kind: 'money' as const, amount: trade.profit, signed: true },
              { kind: 'text' as const, text: rText(trade.r) },
              { kind: 'text' as const, text: `${dateOf(trade.closedAt).slice(5)} ${clockTime(trade.closedAt)}` },
            ]),
          },
        }),
  }),
});
