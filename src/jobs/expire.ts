import type { Job } from '../core/desk.ts';

export const expire = {
  name: 'expire',
  about: 'ends proposals, pauses, halts and switches whose time has come',
  cron: '*/10 * * * * *',
  run: (desk) => desk.expire(),
} satisfies Job;
