import { z } from 'zod';
import { optional, required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { exact } from '../core/desk/wire.ts';
import { at } from '../core/facts/vocabulary.ts';
import { decimal } from '../core/money.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { moneyText, priceText, rText, shortName } from '../core/reply/format.ts';
import { refusal } from '../core/reply/reply.ts';
import { hasStop } from '../core/state/orders.ts';
import { equityFrom } from '../core/state/span.ts';
import { closedCard, tradeSchema } from './cards/closed.ts';
import { reductionLines } from './cards/position.ts';
import { reduced, reducedReply, reducedSchema, reductionQuestion } from './cards/reduced.ts';
import { part as partKind } from './kinds/part.ts';
import { positions as positionsKind } from './kinds/position.ts';

export const close = defineCommand({
  name: 'close',
  aliases: ['forceexit', 'fx', 'exit'],
  about: 'closes a position, a part of it, or all, at market',
  args: { position: required(positionsKind), part: optional(partKind) },
  role: 'trader',
  risk: 'reduces',
  confirm: ({ position: chosen, part }, desk) => {
    const [first] = chosen;
    if (first === undefined) return undefined;
    if (part !== undefined) return chosen.length > 1 ? undefined : reductionQuestion(first, part, desk);
    return {
      title: `Close ${chosen.length === 1 ? `${first.id} ${shortName(first.symbol)}` : `${chosen.length} positions`}?`,
      lines: chosen.flatMap((one) => reductionLines(one, one.quantity, desk)),
    };
  },
  confirms: ({ position: chosen }) => chosen.map(({ id }) => id).join(),
  run: async ({ position: chosen, part }, desk) => {
    const [first] = chosen;
    if (part !== undefined && first !== undefined)
      return chosen.length > 1 ? { severally: first.id } : { part: await reduced(first, part, desk) };
    const ids = chosen.map(({ id }) => id);
    const open = chosen.filter(({ id }) => desk.state().account.positions.has(id));
    await desk.act(
      ...open.map((one) => ({
        type: 'exitAsked' as const,
        position: one.id,
        symbol: one.symbol,
        quantity: decimal(one.quantity),
        why: 'command' as const,
      })),
    );
    const { account } = desk.state();
    return {
      now: desk.now(),
      from: equityFrom(account, Math.min(desk.now(), ...chosen.map(({ openedAt }) => openedAt))),
      closed: account.closed.filter((trade) => ids.includes(trade.position)),
      waiting: chosen
        .filter(({ id }) => account.positions.has(id))
        .map(({ id, symbol }) => ({ id, symbol, stop: hasStop(desk.state().orders, id) })),
    };
  },
  result: z.union([
    z.object({ part: reducedSchema }),
    /** A part of several at once, which is refused; one of them. */
    z.object({ severally: z.number().int() }),
    z.object({
      now: at,
      /** Equity at 00:00 UTC of the day on which the first of them was opened. */
      from: exact,
      closed: z.array(tradeSchema),
      /** On the way out; `stop` says whether one still rests for it. */
      waiting: z.array(z.object({ id: z.number().int(), symbol: z.string(), stop: z.boolean() })),
    }),
  ]),
  show: (result, notation) => {
    if ('part' in result) return reducedReply('close', result.part, notation);
    if ('severally' in result)
      return refusal('A part is of one position', 'Expected its id before the part', `/close ${result.severally} 50%`);
    const { now, from, closed, waiting } = result;
    const [only] = closed;
    if (only !== undefined && closed.length === 1 && waiting.length === 0) return closedCard(only, { ...notation, from, now });
    return {
      title:
        closed.length + waiting.length === 0
          ? 'No position is open'
          : [
              ...(closed.length > 0 ? [`${closed.length} closed`] : []),
              ...(waiting.length > 0 ? [`${waiting.length} on the way out`] : []),
            ].join(', '),
      lines: [
        ...closed.map(
          (trade) =>
            `${trade.position} ${shortName(trade.symbol)} ${moneyText(trade.profit, currencyOf(notation), true)} · ${rText(trade.r)} at ${priceText(trade.exit, notation.market.instrument(trade.symbol)?.tick)}`,
        ),
        ...waiting.map(({ id, symbol }) => `${id} ${shortName(symbol)}: fills at the next known price`),
        ...(waiting.length > 0
          ? [`${waiting.some(({ stop }) => stop) ? 'Stops stay until then; ' : ''}/position shows the result`]
          : []),
      ],
    };
  },
});
