import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { exact } from '../core/desk/wire.ts';
import { orderStatuses, purpose, side } from '../core/facts/vocabulary.ts';
import { priceText, quantityText, shortName } from '../core/reply/format.ts';
import { durationText } from '../core/time.ts';

export const orders = defineCommand({
  name: 'orders',
  aliases: ['o'],
  about: 'orders that may still be filled',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) =>
    [...desk.state().orders.working.values()].map(
      ({ clientId, symbol, side, kind, purpose, position, status, quantity, filled, price, trigger, intendedAt }) => ({
        clientId,
        symbol,
        side,
        kind,
        purpose,
        position,
        status,
        quantity,
        filled,
        price: price ?? trigger,
        age: desk.now() - intendedAt,
      }),
    ),
  /** Quantities in base currency; `age` is in ms. */
  result: z.array(
    z.object({
      clientId: z.string(),
      symbol: z.string(),
      side,
      kind: z.enum(['limit', 'market', 'stop']),
      purpose,
      position: z.number().int().optional(),
      status: z.enum(orderStatuses),
      quantity: exact,
      filled: exact,
      price: exact.optional(),
      age: z.number(),
    }),
  ),
  show: (working, { market }) => ({
    title: working.length === 0 ? 'No working order' : `${working.length} working`,
    lines: working.map((order) => {
      const tick = market.instrument(order.symbol)?.tick;
      const at = order.price === undefined ? '' : ` at ${priceText(order.price, tick)}`;
      return `${order.position ?? 'new'} ${shortName(order.symbol)} ${order.purpose}: ${order.side} ${quantityText(order.quantity - order.filled)}${at} · ${order.status} ${durationText(order.age)}`;
    }),
  }),
});
