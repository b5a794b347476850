import { DAY } from '../time.ts';
import { defineAlert } from './alert.ts';

/** A6: candles were dropped or are missing (fault row 56). */
export const data = defineAlert({
  name: 'data',
  about: 'candles were missing, malformed or dropped',
  on: 'data',
  usual: 'notice',
  cooldown: DAY,
  say: (event) => ({
    severity: 'notice',
    topic: `data ${event.symbol} ${event.timeframe} ${event.problem}`,
    reply: { title: `${event.symbol} ${event.timeframe}: ${event.problem}`, lines: [event.says] },
  }),
});
