import { storedText } from '../reply/withoutMoney.ts';
import { dateOf } from '../time.ts';
import { defineAlert } from './alert.ts';

/** A7's daily line, and the week's. */
export const report = defineAlert({
  name: 'report',
  about: 'the report of a day or a week',
  on: 'report',
  usual: 'info',
  cooldown: 0,
  sample: (at) => ({
    type: 'report',
    at,
    day: dateOf(at),
    reply: { title: `${dateOf(at)}: +41.20 (+0.40 %)`, lines: ['3 closed: 2 won, 1 lost', '96 scans, 3 entries'] },
  }),
  say: ({ day, reply: { title, lines } }) => ({
    severity: 'info',
    topic: `report ${day}`,
    reply: { title: storedText(title), lines: lines.map(storedText) },
  }),
});
