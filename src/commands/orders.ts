import { defineCommand } from '../core/desk/command.ts';
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
  show: (working, desk) => ({
    title: working.length === 0 ? 'No working order' : `${working.length} working`,
    lines: working.map((order) => {
      const tick = desk.market.instrument(order.symbol)?.tick;
      const at = order.price === undefined ? '' : ` at ${priceText(order.price, tick)}`;
      return `${order.position ?? 'new'} ${shortName(order.symbol)} ${order.purpose}: ${order.side} ${quantityText(order.quantity - order.filled)}${at} · ${order.status} ${durationText(order.age)}`;
    }),
  }),
});
