import type { Job } from '../core/desk/desk.ts';

export const collect = {
  name: 'collect',
  about: 'stores the candles that have closed and looks for gaps',
  cron: '5 * * * * *',
  run: (desk) => desk.collect(),
} satisfies Job;
