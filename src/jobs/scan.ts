import { everyCron } from '../core/cron.ts';
import { AT_WORK, IDLE, type Job } from '../core/trader/job.ts';

export const scan = {
  name: 'scan',
  about: 'ranks the universe again and refreshes its alerts; it decides nothing',
  cron: '0 * * * * *',
  every: ({ universe }) => everyCron(universe.scanEvery),
  // Bars are ranked as they close.
  idleUntil: ({ market }, changed) => (market.kind === 'quotes' && changed ? AT_WORK : IDLE),
  run({ readings, now }) {
    readings.rank(now());
  },
} satisfies Job;
