import { priceText, shortName } from '../figures.ts';
import { fixed } from '../money.ts';
import { HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';

/** A5: a target has moved; by hand always, by rule at most every four hours a position. */
export const targetMoved = defineAlert({
  name: 'target moved',
  about: 'the target of a position has moved',
  on: 'targetMoved',
  usual: 'info',
  cooldown: 4 * HOUR,
  say(event, desk) {
    const tick = desk.market.instrument(event.symbol)?.tick;
    const targets = event.targets.map((target) => priceText(fixed(target.price), tick)).join(', ');
    return {
      severity: 'info',
      topic: event.who === 'desk' ? `target ${event.position}` : `target ${event.position} ${event.at}`,
      reply: { title: `${event.position} ${shortName(event.symbol)}: target ${targets}`, lines: [event.why] },
    };
  },
});
