import { HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';

/** A6: a job does not keep up: its firings are left out because an earlier run still goes on, or the process was blocked. */
export const jobLate = defineAlert({
  name: 'job late',
  about: 'a job does not keep up with its times',
  on: 'jobLate',
  usual: 'warning',
  kind: 'system',
  cooldown: HOUR,
  sample: (at) => ({ type: 'jobLate', at, job: 'guard', missed: 3 }),
  say: ({ job, missed }) => ({
    severity: 'warning',
    topic: `late ${job}`,
    reply: {
      title: `Job ${job} is late`,
      lines: [`Left out ${missed} times in a row: the machine or the exchange is slow.`, '/jobs tells how long each run takes.'],
    },
  }),
});
