import type { Job } from '../core/desk/desk.ts';

export const reconcile = {
  name: 'reconcile',
  about: 'compares orders and positions with those of the broker',
  cron: '*/15 * * * * *',
  run: (desk) => desk.reconcile(),
} satisfies Job;
