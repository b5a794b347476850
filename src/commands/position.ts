import { required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { moneyText, numberText, priceText, quantityText } from '../core/reply/format.ts';
import { positionTopic } from '../core/reply/topics.ts';
import { isWorking } from '../core/state/orders.ts';
import { DESK } from '../core/state/position.ts';
import { closedCard } from './cards/closed.ts';
import { factsOf, positionLines } from './cards/position.ts';
import { anyPosition } from './kinds/position.ts';

export const position = defineCommand({
  name: 'position',
  aliases: ['pos'],
  about: 'one position in full, with its orders or its result',
  args: { position: required(anyPosition) },
  role: 'viewer',
  risk: 'none',
  run: async ({ position: found }, desk) =>
    'closedAt' in found
      ? { closed: found }
      : {
          open: {
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
          },
        },
  show: ({ closed, open }, desk) => {
    if (open === undefined) return closedCard(closed, desk);
    const { facts } = open;
    const tick = desk.market.instrument(facts.symbol)?.tick;
    const [head, ...lines] = positionLines(facts, desk);
    return {
      title: head,
      lines: [
        ...lines,
        `${facts.strategy} · confidence ${numberText(open.confidence, 2)} at entry`,
        `risk ${facts.grade} · ${numberText(facts.leverage, 0)}x · fees ${moneyText(open.fees)}`,
        `First stop ${priceText(open.initialStop, tick)} · at the stop ${moneyText(-facts.lossAtStop, true)} ${currencyOf(desk)}`,
        ...(open.targetsBy === DESK ? [] : [`Target set by ${open.targetsBy}; no rule moves it`]),
        ...(open.leaving ? ['On its way out: fills at the next known price'] : []),
        ...open.orders.map(
          (order) =>
            `${order.purpose} ${quantityText(order.quantity)}${order.price === undefined ? '' : ` at ${priceText(order.price, tick)}`} ${order.status}`,
        ),
      ],
      topic: positionTopic(facts.id),
      buttons: [
        { label: 'Close', line: `/close ${facts.id} now` },
        { label: 'Half', line: `/reduce ${facts.id} half now` },
        { label: 'Stop to entry', line: `/stop ${facts.id} be now` },
      ],
    };
  },
});
