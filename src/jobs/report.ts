import type { Job } from '../core/desk/desk.ts';

export const report = {
  name: 'report',
  about: 'the report of the UTC day that has ended, and on Mondays of the week',
  cron: '10 0 0 * * *',
  run: (desk) => desk.report(),
} satisfies Job;
