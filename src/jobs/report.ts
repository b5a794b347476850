import { currencyOf } from '../core/reply/currency.ts';
import { standingOf } from '../core/state/span.ts';
import { dailyReport } from '../core/trader/dailyReport.ts';
import { AT_WORK, type Job } from '../core/trader/job.ts';
import { weeklyReport } from '../core/trader/weeklyReport.ts';

export const report = {
  name: 'report',
  about: 'the report of the UTC day that has ended, and on Mondays of the week',
  cron: '10 0 0 * * *',
  idleUntil: () => AT_WORK,
  run({ recorder, now, market }) {
    if (!recorder.wants('report')) return;
    const { state } = recorder;
    const reported = { state, now: standingOf({ market, now, state: () => state }), currency: currencyOf({ market }) };
    for (const told of [dailyReport(reported), weeklyReport(reported)]) if (told !== undefined) recorder.emit(told);
  },
} satisfies Job;
