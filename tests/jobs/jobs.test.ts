import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCron } from '../../src/core/cron.ts';
import { DAY, MINUTE, type Ms } from '../../src/core/time.ts';
import { AT_WORK, IDLE, type Job } from '../../src/core/trader/job.ts';
import { JOBS } from '../../src/jobs/list.ts';
import { hour, START, stillSettings, written } from '../support/market.ts';
import { type DeskOptions, type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';

describe('the list of jobs', () => {
  test('every file is one job of its name', () => {
    const files = readdirSync('src/jobs').filter((file) => file !== 'list.ts');
    expect(JOBS.map(({ name }) => `${name}.ts`).toSorted()).toEqual(files.toSorted());
  });

  test.each(JOBS.map((job) => [job.name, job] as const))('%s fires every day and says what it is for', (_, job) => {
    expect(parseCron(job.cron).next(START)).toBeLessThanOrEqual(START + DAY);
    expect(job.about).toMatch(/^[a-z]/);
  });
});

/** A job that no file of the desk knows, every five minutes. */
const own = (parts: Pick<Job, 'run'> & Partial<Job>): Job => ({
  name: 'own',
  about: 'invented here',
  cron: '0 */5 * * * *',
  idleUntil: () => AT_WORK,
  ...parts,
});

const minute = (count: number): Ms => START + count * MINUTE;

const deskWith = (job: Job, timers: Partial<DeskOptions> = {}): Promise<MemoryDesk> =>
  openDesk({
    source: written({ 'AAA/USDT': [{ close: 100 }, { close: 100 }, { close: 100 }] }),
    from: START,
    to: hour(3),
    settings: stillSettings(),
    jobs: [...JOBS, job],
    hurried: true,
    ...timers,
  });

const statsOf = (desk: MemoryDesk) => desk.trader.desk.jobs().find(({ name }) => name === 'own');

describe('a job of one file and one line', () => {
  test('runs when its time comes, and what it records is true and saved after it', async () => {
    const desk = await deskWith(
      own({
        run({ recorder, now }) {
          recorder.emit({ type: 'symbolSwitched', at: now(), symbol: 'AAA/USDT', allowed: false, who: 'own' });
        },
      }),
    );
    await desk.play(minute(10));
    await desk.stop();
    expect(eventsOf(desk.rows(), 'symbolSwitched').map(({ at }) => at)).toEqual([0, 5, 10].map(minute));
    expect(desk.state.symbols.get('AAA/USDT')?.allowed).toBe(false);
    expect(statsOf(desk)).toMatchObject({ about: 'invented here', runs: 3, failures: 0, lastAt: minute(10) });
  });

  test('is left out, and counted, while it says that it is idle', async () => {
    const ran: Ms[] = [];
    const desk = await deskWith(
      own({
        idleUntil: (_, changed) => (changed ? AT_WORK : IDLE),
        run({ now }) {
          ran.push(now());
        },
      }),
    );
    await desk.play(minute(12));
    await desk.type('/watch AAA/USDT');
    await desk.play(minute(30));
    expect(ran).toEqual([0, 15].map(minute));
    expect(statsOf(desk)).toMatchObject({ runs: 7 });
  });

  test('waits for others beside the desk, once at a time, and its failure is told', async () => {
    const asked: ((error: Error) => void)[] = [];
    const desk = await deskWith(
      own({
        run({ beside }) {
          beside(() => new Promise((_, reject) => asked.push(reject)));
        },
      }),
      { after: () => () => undefined },
    );
    await desk.play(minute(5));
    expect(asked).toHaveLength(1);
    asked[0]?.(new Error('no answer'));
    await until(() => eventsOf(desk.rows(), 'jobFailed').length > 0);
    expect(eventsOf(desk.rows(), 'jobFailed')).toMatchObject([{ job: 'own', says: 'no answer', at: minute(5) }]);
    expect(statsOf(desk)).toMatchObject({ runs: 2, failures: 1 });
    await desk.play(minute(10));
    expect(asked).toHaveLength(2);
  });
});

/** Resolves as soon as the condition holds. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
