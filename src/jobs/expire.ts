import { expiries, nextExpiry } from '../core/trader/expire.ts';
import type { Job } from '../core/trader/job.ts';

export const expire = {
  name: 'expire',
  about: 'ends proposals, grants, pauses, halts, locks and switches in time, and reminds',
  cron: '*/10 * * * * *',
  idleUntil: ({ recorder }) => nextExpiry(recorder.state),
  run({ recorder, now, lockTime }) {
    recorder.emit(...expiries(recorder.state, now(), lockTime()));
  },
} satisfies Job;
