import { fixed } from '../money.ts';
import { priceText, shortName } from '../reply/format.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

export const priceReached = defineAlert({
  name: 'price reached',
  about: 'a price that somebody asked to be told of is reached',
  on: 'priceAlert',
  usual: 'notice',
  kind: 'signals',
  cooldown: 0,
  sample: (at) => ({ type: 'priceAlert', at, id: '0', symbol: SAMPLE.symbol, price: '45000', state: 'reached', who: 'Ana' }),
  say: (event, desk) =>
    event.state === 'reached'
      ? {
          severity: 'notice',
          topic: `price ${event.id}`,
          about: { symbol: event.symbol },
          reply: {
            title: `${shortName(event.symbol)} has reached ${priceText(fixed(event.price), desk.market.instrument(event.symbol)?.tick)}`,
            lines: [`asked by ${event.who}`],
          },
        }
      : undefined,
});
