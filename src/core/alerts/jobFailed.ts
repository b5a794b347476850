import { HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';

/** A6: a job has thrown; it is tried again at its next time. */
export const jobFailed = defineAlert({
  name: 'job failed',
  about: 'a job has failed',
  on: 'jobFailed',
  usual: 'warning',
  kind: 'system',
  cooldown: HOUR,
  sample: (at) => ({ type: 'jobFailed', at, job: 'scan', says: 'the exchange did not answer' }),
  say: (event) => ({
    severity: 'warning',
    topic: `job ${event.job}`,
    reply: { title: `Job ${event.job} failed`, lines: [event.says, 'It is tried again at its next time.'] },
  }),
});
