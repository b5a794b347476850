import { MINUTE } from '../time.ts';
import { defineAlert } from './alert.ts';

/** A6: the market's feed is silent, lost, back or limited. */
export const feed = defineAlert({
  name: 'feed',
  about: 'the market data connection is silent, lost, back or limited',
  on: 'feed',
  usual: 'warning',
  kind: 'system',
  frequent: true,
  cooldown: 5 * MINUTE,
  sample: (at) => ({ type: 'feed', at, state: 'silent', says: 'no message for 15 s; connecting again' }),
  say: (event) => ({
    severity: event.state === 'lost' || event.state === 'silent' ? 'warning' : 'info',
    topic: `feed ${event.state} ${event.symbol ?? ''}`,
    ...(event.symbol === undefined ? {} : { about: { symbol: event.symbol } }),
    reply: { title: `Market data ${event.state}`, lines: [event.says] },
  }),
});
