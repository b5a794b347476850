import { shortName } from '../reply/format.ts';
import { DAY } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** A6: a strategy has thrown; it is left out until the next start and the exits of its positions go on. */
export const strategyFailed = defineAlert({
  name: 'strategy failed',
  about: 'a strategy has failed and is left out',
  on: 'strategyFailed',
  usual: 'warning',
  kind: 'system',
  cooldown: DAY,
  sample: (at) => ({
    type: 'strategyFailed',
    at,
    strategy: 'momentum',
    symbol: SAMPLE.symbol,
    timeframe: '1h',
    says: 'it gave no number',
  }),
  say: (event) => ({
    severity: 'warning',
    topic: `strategy ${event.strategy} ${event.symbol}`,
    about: { symbol: event.symbol },
    reply: {
      title: `${event.strategy} failed on ${shortName(event.symbol)}`,
      lines: [event.says, 'It is left out of the score; open positions keep their stops and exits.'],
    },
  }),
});
