import { storedText } from '../reply/withoutMoney.ts';
import { DAY, dateOf, utcDay } from '../time.ts';
import { defineAlert } from './alert.ts';

const WEEK = 7 * DAY;

/** A7's daily line, and the week's. */
export const report = defineAlert({
  name: 'report',
  about: 'the report of a day or a week',
  on: 'report',
  usual: 'info',
  kind: 'reports',
  cooldown: 0,
  sample: (at) => ({
    type: 'report',
    at,
    day: dateOf(at),
    reply: { title: `${dateOf(at)}: +41.20 (+0.40 %)`, lines: ['3 closed: 2 won, 1 lost', '96 scans, 3 entries'] },
  }),
  say: ({ at, day, reply: { title, lines } }) => ({
    severity: 'info',
    topic: `report ${day}`,
    buttons: ['week', 'trades', 'whyNot'],
    picture: {
      kind: 'equity',
      title: title.split(':')[0] ?? 'Equity',
      from: utcDay(at) - (day.includes(' to ') ? WEEK : DAY),
      to: utcDay(at),
    },
    reply: { title: storedText(title), lines: lines.map(storedText) },
  }),
});
