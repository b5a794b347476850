import { expect, it } from 'vitest';
import { AT_WORK, type Job } from '../../../src/core/trader/job.ts';
import { flat, hour, START, stillSettings, written } from '../../support/market.ts';
import { openDesk } from '../../support/memoryDesk.ts';
import { eventsOf } from '../../support/memoryLog.ts';

it('a job that throws when it is asked whether it is idle has failed like one that throws at work, and stops nothing else', async () => {
  let asked = 0;
  let runs = 0;
  const moody: Job = {
    name: 'moody',
    about: '',
    cron: '0 0 * * * *',
    idleUntil() {
      asked += 1;
      if (asked === 1) throw new Error('no mood');
      return AT_WORK;
    },
    run() {
      runs += 1;
      return undefined;
    },
  };
  const desk = await openDesk({
    source: written({ 'AAA/USDT': flat(12) }),
    from: START,
    to: hour(12),
    settings: stillSettings(),
    jobs: [moody],
  });
  await desk.play(hour(3));
  expect(eventsOf(desk.rows(), 'jobFailed').map(({ job, says }) => [job, says])).toEqual([['moody', 'no mood']]);
  expect(runs).toBeGreaterThan(0);
  expect(desk.trader.desk.jobs()).toMatchObject([{ failures: 1 }]);
});
