import { ON_POSITION } from '../facts/alertData.ts';
import { shortName } from '../reply/format.ts';
import { positionTopic } from '../reply/topics.ts';
import { storedText } from '../reply/withoutMoney.ts';
import { outgrownKey } from '../state/outgrown.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** A4: an open position is larger than its cap by now, or two of them have become one bet. Told again once it was well below. */
export const outgrown = defineAlert({
  name: 'outgrown',
  about: 'an open position, a sector or all of them have outgrown their cap, or two have become one bet',
  on: 'outgrown',
  usual: 'warning',
  kind: 'risk',
  cooldown: 0,
  sample: (at) => ({
    type: 'outgrown',
    at,
    limit: 'position size',
    positions: [SAMPLE.position],
    symbols: [SAMPLE.symbol],
    value: 0.117,
    bound: 0.1,
    over: true,
    says: '11.70 % of equity at the last price, cap 10 %',
  }),
  say(event) {
    if (!event.over) return undefined;
    const { limit, symbols, positions, says } = event;
    const names = symbols.map(shortName).join(' and ');
    const [only, another] = positions;
    const single = only !== undefined && another === undefined;
    const topic = `outgrown ${outgrownKey(event)}`;
    if (limit === 'correlation')
      return {
        severity: 'warning',
        topic,
        buttons: ['positions', 'risk'],
        reply: {
          title: `${names}: one bet by now`,
          lines: [says, 'The second of them would not be entered today; nothing is closed for it'],
        },
      };
    if (limit === 'gross exposure' || limit === 'sector exposure')
      return {
        severity: 'warning',
        topic,
        buttons: ['positions', 'risk'],
        reply: {
          title: `${limit === 'gross exposure' ? 'All positions' : event.sector}: outgrew the cap of ${limit}`,
          lines: [storedText(says), `Held: ${symbols.map(shortName).join(', ')}. More would be refused; nothing is sold for it`],
        },
      };
    return {
      severity: 'warning',
      topic,
      about: { ...(symbols[0] === undefined ? {} : { symbol: symbols[0] }), ...(single ? { position: only } : {}) },
      buttons: single ? ON_POSITION : ['positions', 'risk'],
      ...(single ? { follows: positionTopic(only), thread: true } : {}),
      reply: {
        title: `${positions.join(', ')} ${names}: outgrew its cap`,
        lines: [storedText(says), 'More of it would be refused; nothing is sold for it'],
      },
    };
  },
});
