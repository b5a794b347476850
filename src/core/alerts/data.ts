import { DAY } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** A6: candles were dropped or are missing (fault row 56). */
export const data = defineAlert({
  name: 'data',
  about: 'candles were missing, malformed or dropped',
  on: 'data',
  usual: 'notice',
  kind: 'system',
  frequent: true,
  cooldown: DAY,
  sample: (at) => ({
    type: 'data',
    at,
    symbol: SAMPLE.symbol,
    timeframe: '5m',
    problem: 'gap',
    count: 2,
    says: '2 candles are missing; they are asked for again',
  }),
  say: (event) => ({
    severity: 'notice',
    topic: `data ${event.symbol} ${event.timeframe} ${event.problem}`,
    about: { symbol: event.symbol },
    reply: { title: `${event.symbol} ${event.timeframe}: ${event.problem}`, lines: [event.says] },
  }),
});
