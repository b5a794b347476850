import { shortName } from '../reply/format.ts';
import { positionTopic } from '../reply/topics.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** A4: a stop could not be placed, so the position is flattened. */
export const unprotected = defineAlert({
  name: 'unprotected',
  about: 'a stop was refused twice and the position is closed',
  on: 'exitAsked',
  usual: 'critical',
  kind: 'risk',
  cooldown: 0,
  sample: (at) => ({
    type: 'exitAsked',
    at,
    position: SAMPLE.position,
    symbol: SAMPLE.symbol,
    quantity: '0.0237',
    why: 'unprotected',
    who: 'desk',
  }),
  say: (event) =>
    event.why === 'unprotected'
      ? {
          severity: 'critical',
          topic: `unprotected ${event.position}`,
          about: { symbol: event.symbol, position: event.position },
          buttons: ['close', 'positions'],
          follows: positionTopic(event.position),
          reply: {
            title: `${event.position} ${shortName(event.symbol)} has no stop`,
            lines: ['The stop was refused twice; the position is closed at market.'],
          },
        }
      : undefined,
});
