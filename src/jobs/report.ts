import { dailyReport } from '../core/trader/dailyReport.ts';
import { AT_WORK, type Job } from '../core/trader/job.ts';
import { weeklyReport } from '../core/trader/weeklyReport.ts';

export const report = {
  name: 'report',
  about: 'the report of the UTC day that has ended, and on Mondays of the week',
  cron: '10 0 0 * * *',
  idleUntil: () => AT_WORK,
  run({ recorder, now, equity }) {
    if (!recorder.wants('report')) return;
    for (const told of [dailyReport(recorder.state, now(), equity()), weeklyReport(recorder.state, now(), equity())])
      if (told !== undefined) recorder.emit(told);
  },
} satisfies Job;
