import { fixed } from '../money.ts';
import { quantityText, shortName } from '../reply/format.ts';
import { positionTopic } from '../reply/topics.ts';
import { HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';
import { sampleFill } from './sample.ts';

/** A5: an order has been filled in part. */
export const partialFill = defineAlert({
  name: 'partial fill',
  about: 'an order has been filled in part',
  on: 'fill',
  usual: 'info',
  kind: 'trades',
  frequent: true,
  narrated: true,
  cooldown: HOUR,
  sample: sampleFill,
  say(event, desk) {
    const order = desk.state().orders.all.get(event.clientId);
    if (order === undefined || order.filled === order.quantity) return undefined;
    return {
      severity: 'info',
      topic: `partial ${event.position} ${event.clientId}`,
      about: { symbol: event.symbol, position: event.position },
      follows: positionTopic(event.position),
      thread: true,
      reply: {
        title: `${event.position} ${shortName(event.symbol)}: ${event.purpose} filled in part`,
        lines: [`${quantityText(order.filled)} of ${quantityText(order.quantity)} at ${quantityText(fixed(event.price))}`],
      },
    };
  },
});
