import type { Job } from '../core/desk/desk.ts';

export const expire = {
  name: 'expire',
  about: 'ends proposals, grants, pauses, halts and switches in time, and reminds',
  cron: '*/10 * * * * *',
  run: (desk) => desk.expire(),
} satisfies Job;
