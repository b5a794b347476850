import { z } from 'zod';
import { required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { exact, figure } from '../core/desk/wire.ts';
import { at, orderStatuses, purpose } from '../core/facts/vocabulary.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { moneyText, numberText, priceText, quantityText } from '../core/reply/format.ts';
import { onPhone } from '../core/reply/phone.ts';
import { positionTopic } from '../core/reply/topics.ts';
import { isWorking } from '../core/state/orders.ts';
import { DESK } from '../core/state/position.ts';
import { closedCard, tradeSchema } from './cards/closed.ts';
import { factsOf, factsSchema, positionLines } from './cards/position.ts';
import { anyPosition } from './kinds/position.ts';

export const position = defineCommand({
  name: 'position',
  aliases: ['pos'],
  about: 'one position in full, with its orders or its result',
  args: { position: required(anyPosition) },
  role: 'viewer',
  risk: 'none',
  run: async ({ position: found }, desk) => {
    if (typeof found === 'number') {
      const trade = await desk.queries.trade(found);
      if (trade === undefined) return { kind: 'unknown' as const, position: found };
      const [day] = await desk.queries.marks(trade.openedAt, 1);
      return { kind: 'closed' as const, now: desk.now(), from: day?.equity ?? desk.equity(), trade };
    }
    return {
      kind: 'open' as const,
      facts: factsOf(found, desk),
      fees: found.fees,
      initialStop: found.initialStop,
      confidence: found.confidence,
      targetsBy: found.targetsBy,
      leaving: desk.state().exits.has(found.id),
      orders: (desk.state().orders.byPosition.get(found.id) ?? []).filter(isWorking).map((order) => ({
        clientId: order.clientId,
        purpose: order.purpose,
        status: order.status,
        quantity: order.quantity - order.filled,
        price: order.price ?? order.trigger,
      })),
    };
  },
  result: z.discriminatedUnion('kind', [
    /** Neither open nor closed. */
    z.object({ kind: z.literal('unknown'), position: z.number().int() }),
    /** `from` is the equity at 00:00 UTC of the day on which it was opened. */
    z.object({ kind: z.literal('closed'), now: at, from: exact, trade: tradeSchema }),
    z.object({
      kind: z.literal('open'),
      facts: factsSchema,
      fees: exact,
      initialStop: exact,
      confidence: figure,
      /** `desk`, or who set them, which no rule moves. */
      targetsBy: z.string(),
      leaving: z.boolean(),
      orders: z.array(
        z.object({
          clientId: z.string(),
          purpose,
          status: z.enum(orderStatuses),
          /** What is left of it, base currency. */
          quantity: exact,
          price: exact.optional(),
        }),
      ),
    }),
  ]),
  show: (found, notation) => {
    if (found.kind === 'unknown') return { title: `There is no position ${found.position}`, lines: [], outcome: 'refused' };
    if (found.kind === 'closed') return closedCard(found.trade, { ...notation, from: found.from, now: found.now });
    const { facts } = found;
    const tick = notation.market.instrument(facts.symbol)?.tick;
    const [head, ...lines] = positionLines(facts, notation);
    return {
      title: head,
      lines: [
        ...lines,
        `${facts.strategy} · confidence ${numberText(found.confidence, 2)} at entry`,
        `risk ${facts.grade} · ${numberText(facts.leverage, 0)}x · fees ${moneyText(found.fees, currencyOf(notation))}`,
        ...onPhone([
          `First stop ${priceText(found.initialStop, tick)}`,
          `if the stop hits ${moneyText(facts.profit - facts.lossAtStop, currencyOf(notation), true)} ${currencyOf(notation)}`,
        ]),
        ...(found.targetsBy === DESK ? [] : [`Target set by ${found.targetsBy}; no rule moves it`]),
        ...(found.leaving ? ['On its way out: fills at the next known price'] : []),
        ...found.orders.map(
          (order) =>
            `${order.purpose} ${quantityText(order.quantity)}${order.price === undefined ? '' : ` at ${priceText(order.price, tick)}`} ${order.status}`,
        ),
      ],
      topic: positionTopic(facts.id),
      buttons: [
        { label: 'Close', line: `/close ${facts.id}` },
        { label: 'Half', line: `/reduce ${facts.id} half` },
        { label: 'Stop to entry', line: `/stop ${facts.id} be` },
      ],
    };
  },
});
