import type { Job } from '../core/desk/desk.ts';

export const scan = {
  name: 'scan',
  about: 'ranks the universe again and refreshes its alerts; it decides nothing',
  cron: '0 * * * * *',
  run: (desk) => desk.scan(),
} satisfies Job;
