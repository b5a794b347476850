import { ON_POSITION } from '../facts/alertData.ts';
import { fixed } from '../money.ts';
import { priceText, shortName } from '../reply/format.ts';
import { positionTopic } from '../reply/topics.ts';
import { HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** A5: a target has moved; by hand always, by rule at most every four hours a position. */
export const targetMoved = defineAlert({
  name: 'target moved',
  about: 'the target of a position has moved',
  on: 'targetMoved',
  usual: 'info',
  kind: 'trades',
  frequent: true,
  cooldown: 4 * HOUR,
  sample: (at) => ({
    type: 'targetMoved',
    at,
    position: SAMPLE.position,
    symbol: SAMPLE.symbol,
    targets: [{ price: '44289.5', share: 1 }],
    why: 'strong trend',
    who: 'desk',
  }),
  say(event, desk) {
    const tick = desk.market.instrument(event.symbol)?.tick;
    const targets = event.targets.map((target) => priceText(fixed(target.price), tick)).join(', ');
    return {
      severity: 'info',
      topic: event.who === 'desk' ? `target ${event.position}` : `target ${event.position} ${event.at}`,
      about: { symbol: event.symbol, position: event.position },
      buttons: ON_POSITION,
      follows: positionTopic(event.position),
      thread: true,
      reply: { title: `${event.position} ${shortName(event.symbol)}: target ${targets}`, lines: [event.why] },
    };
  },
});
