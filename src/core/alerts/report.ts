import { defineAlert } from './alert.ts';

/** A7's daily line. */
export const report = defineAlert({
  name: 'report',
  about: 'the daily report',
  on: 'report',
  usual: 'info',
  cooldown: 0,
  say: (event) => ({ severity: 'info', topic: `report ${event.day}`, reply: event.reply }),
});
