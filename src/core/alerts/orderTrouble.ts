import { shortName } from '../reply/format.ts';
import { storedText } from '../reply/withoutMoney.ts';
import { MINUTE } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** A5, A6: an order was rejected, or its outcome is unknown. */
export const orderTrouble = defineAlert({
  name: 'order trouble',
  about: 'an order was rejected or its outcome is unknown',
  on: 'order',
  usual: 'critical',
  kind: 'trades',
  cooldown: MINUTE,
  sample: (at) => ({
    type: 'order',
    at,
    clientId: SAMPLE.order,
    symbol: SAMPLE.symbol,
    purpose: 'stop',
    status: 'rejected',
    filled: '0',
    says: 'the exchange gave no reason',
  }),
  say: (event) =>
    event.status === 'rejected' || event.status === 'unknown'
      ? {
          severity: event.status === 'unknown' || event.purpose === 'stop' ? 'critical' : 'notice',
          topic: `order ${event.clientId} ${event.status}`,
          about: { symbol: event.symbol },
          buttons: ['orders', 'positions'],
          reply: {
            title: `${shortName(event.symbol)}: ${event.purpose} order ${event.status}`,
            lines: [event.says === '' ? 'No reason was given.' : storedText(event.says)],
          },
        }
      : undefined,
});
