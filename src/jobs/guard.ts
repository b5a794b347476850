import { everyCron } from '../core/cron.ts';
import { AT_WORK, IDLE, type Job } from '../core/trader/job.ts';
import { manage } from '../core/trader/manage.ts';

export const guard = {
  name: 'guard',
  about: 'looks after open positions: stops in place, risk grades, halts',
  cron: '*/5 * * * * *',
  every: ({ exits }) => everyCron(exits.guardEvery),
  // Bars are looked after as they close. Where there are quotes, silence is what it looks for too.
  idleUntil: ({ market }) => (market.kind === 'bars' ? IDLE : AT_WORK),
  run(desk) {
    manage(desk, desk.now(), 'quote');
    desk.limits(desk.now());
  },
} satisfies Job;
