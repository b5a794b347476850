import { moneyText, priceText, quantityText, shortName } from '../figures.ts';
import { abs, fixed, mul } from '../money.ts';
import { defineAlert } from './alert.ts';

/** A5: a position has been opened. */
export const opened = defineAlert({
  name: 'opened',
  about: 'a position has been opened',
  on: 'positionOpened',
  usual: 'info',
  cooldown: 0,
  say(event, desk) {
    const tick = desk.market.instrument(event.symbol)?.tick;
    const price = fixed(event.price);
    const risk = mul(abs(price - fixed(event.stop)), fixed(event.quantity), 'up');
    const targets = event.targets.map((target) => priceText(fixed(target.price), tick)).join(', ');
    return {
      severity: 'info',
      topic: `position ${event.position}`,
      reply: {
        title: `opened ${event.position} ${shortName(event.symbol)} ${event.direction} ${quantityText(fixed(event.quantity))} at ${priceText(price, tick)}`,
        lines: [
          `stop ${priceText(fixed(event.stop), tick)} · target ${targets || 'none'}`,
          `Loss at stop ${moneyText(-risk, true)}; a gap can exceed it`,
          event.strategy,
        ],
      },
    };
  },
});
