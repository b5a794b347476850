import { shortName } from '../reply/format.ts';
import { DAY } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** A rule that fails refuses, so nothing is entered that it is asked of: told once until it has answered, and once a day at most. */
export const ruleFailed = defineAlert({
  name: 'rule failed',
  about: 'a risk rule has failed and refuses what it is asked',
  on: 'ruleFailed',
  usual: 'warning',
  kind: 'system',
  cooldown: DAY,
  sample: (at) => ({
    type: 'ruleFailed',
    at,
    rule: 'night',
    symbol: SAMPLE.symbol,
    says: 'night.ts: it gave no reason; expected why, a text',
  }),
  say: ({ rule, symbol, says }) => ({
    severity: 'warning',
    topic: `rule ${rule}`,
    about: { symbol },
    reply: {
      title: `Rule ${rule} failed on ${shortName(symbol)}`,
      lines: [says, 'It refuses every entry that it cannot judge; open positions keep their stops and exits.'],
    },
  }),
});
