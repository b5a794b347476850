import type { Job } from '../core/desk/desk.ts';

export const guard = {
  name: 'guard',
  about: 'looks after open positions: stops in place, risk grades, halts',
  cron: '*/5 * * * * *',
  run: (desk) => desk.guard(),
} satisfies Job;
