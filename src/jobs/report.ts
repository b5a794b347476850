import type { Job } from '../core/desk.ts';

export const report = {
  name: 'report',
  about: 'the daily report, just after the UTC day has ended',
  cron: '10 0 0 * * *',
  run: (desk) => desk.report(),
} satisfies Job;
