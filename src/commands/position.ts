import { defineCommand, required } from '../core/command.ts';
import { isWorking } from '../core/execution/order.ts';
import { moneyText, priceText, quantityText } from '../core/figures.ts';
import { factsOf, positionLines } from './cards/position.ts';
import { position as positionKind } from './kinds/position.ts';

export const position = defineCommand({
  name: 'position',
  aliases: ['pos'],
  about: 'one open position in full, with its orders',
  args: { position: required(positionKind) },
  role: 'viewer',
  risk: 'none',
  run: async ({ position: found }, desk) => ({
    facts: factsOf(found, desk),
    fees: found.fees,
    initialStop: found.initialStop,
    confidence: found.confidence,
    orders: (desk.state().orders.byPosition.get(found.id) ?? []).filter(isWorking).map((order) => ({
      clientId: order.clientId,
      purpose: order.purpose,
      status: order.status,
      quantity: order.quantity - order.filled,
      price: order.price ?? order.trigger,
    })),
  }),
  show: ({ facts, fees, initialStop, confidence, orders }, desk) => {
    const tick = desk.market.instrument(facts.symbol)?.tick;
    const [head, ...lines] = positionLines(facts, desk);
    return {
      title: head,
      lines: [
        ...lines,
        `${facts.strategy} · confidence ${confidence.toFixed(2)} at entry · risk ${facts.grade} · ${facts.leverage}x`,
        `first stop ${priceText(initialStop, tick)} · fees ${moneyText(fees)} · at the stop ${moneyText(-facts.lossAtStop, true)}`,
        ...orders.map(
          (order) =>
            `${order.purpose} ${quantityText(order.quantity)}${order.price === undefined ? '' : ` at ${priceText(order.price, tick)}`} ${order.status}`,
        ),
      ],
      topic: `position ${facts.id}`,
      buttons: [
        { label: 'Close', line: `/close ${facts.id} now` },
        { label: 'Half', line: `/reduce ${facts.id} half now` },
        { label: 'Stop to entry', line: `/stop ${facts.id} be now` },
      ],
    };
  },
});
