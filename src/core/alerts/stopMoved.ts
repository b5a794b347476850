import { ON_POSITION } from '../facts/alertData.ts';
import { fixed } from '../money.ts';
import { priceText, shortName } from '../reply/format.ts';
import { positionTopic } from '../reply/topics.ts';
import { HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** A5: a stop has moved; by hand always, by the trail at most every four hours a position. */
export const stopMoved = defineAlert({
  name: 'stop moved',
  about: 'the stop of a position has moved',
  on: 'stopMoved',
  usual: 'info',
  kind: 'trades',
  frequent: true,
  cooldown: 4 * HOUR,
  sample: (at) => ({
    type: 'stopMoved',
    at,
    position: SAMPLE.position,
    symbol: SAMPLE.symbol,
    from: '41336.9',
    to: '42180.5',
    why: 'break-even',
    who: 'desk',
  }),
  say(event, desk) {
    const tick = desk.market.instrument(event.symbol)?.tick;
    return {
      severity: 'info',
      topic: event.who === 'desk' ? `stop ${event.position}` : `stop ${event.position} ${event.at}`,
      about: { symbol: event.symbol, position: event.position },
      buttons: ON_POSITION,
      follows: positionTopic(event.position),
      thread: true,
      reply: {
        title: `${event.position} ${shortName(event.symbol)}: stop ${priceText(fixed(event.from), tick)} → ${priceText(fixed(event.to), tick)}`,
        lines: [event.why],
      },
    };
  },
});
