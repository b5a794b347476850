import { expiries, nextExpiry } from '../core/trader/expire.ts';
import type { Job } from '../core/trader/job.ts';

export const expire = {
  name: 'expire',
  about: 'ends proposals, grants, pauses, halts and switches in time, and reminds',
  cron: '*/10 * * * * *',
  idleUntil: ({ recorder }) => nextExpiry(recorder.state),
  run({ recorder, now }) {
    recorder.emit(...expiries(recorder.state, now()));
  },
} satisfies Job;
