import type { Job } from '../core/desk.ts';

export const expire = {
  name: 'expire',
  about: 'ends proposals, pauses, halts and switches whose time has come',
  cron: '*/10 * * * * *',
  isIdle: (desk) => desk.isIdle('expire'),
  run: (desk) => desk.expire(),
} satisfies Job;
