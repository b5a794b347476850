import { expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/time.ts';
import { guard } from '../../../src/jobs/guard.ts';
import { START, stillSettings, written } from '../../support/market.ts';
import { openDesk } from '../../support/memoryDesk.ts';
import { eventsOf } from '../../support/memoryLog.ts';

it('a job that leaves out three firings in a row is told of once; one that runs again starts the count anew', async () => {
  const { trader, rows } = await openDesk({
    source: written({ 'AAA/USDT': [] }),
    from: START,
    to: START + MINUTE,
    settings: stillSettings(),
  });
  for (const seconds of [0, 5, 10, 15]) trader.miss(guard, START + seconds * SECOND);
  await trader.pulse();
  expect(eventsOf(rows(), 'jobLate')).toEqual([{ type: 'jobLate', at: START + 10 * SECOND, job: 'guard', missed: 3 }]);
  expect(eventsOf(rows(), 'alert').map(({ alert }) => alert)).toContain('job late');
  await trader.fire(guard, START + MINUTE);
  for (const seconds of [65, 70]) trader.miss(guard, START + seconds * SECOND);
  await trader.pulse();
  trader.stage.skip(guard, 100, START + 80 * SECOND);
  trader.miss(guard, START + 85 * SECOND);
  await trader.pulse();
  expect(eventsOf(rows(), 'jobLate')).toHaveLength(1);
});
