import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE, type Ms, SECOND } from '../../src/core/time.ts';
import { wallJobs } from '../../src/live/jobs.ts';
import { type Ground, ground, type PaperDesk, startDesk } from './paperDesk.ts';

let on: Ground;
let desk: PaperDesk;
/** Jobs that have begun, by name and in their order. */
let fired: string[];
let running: Set<Promise<unknown>>;

beforeEach(async () => {
  on = await ground();
  [fired, running] = [[], new Set()];
  desk = await startDesk(on, undefined, undefined, (given) =>
    wallJobs({
      ...given,
      fire(job) {
        fired.push(job.name);
        const run = given.fire(job);
        if (run !== undefined) {
          const done: Promise<unknown> = run.finally(() => running.delete(done));
          running.add(done);
        }
        return run;
      },
    }),
  );
  await pass(6 * SECOND);
});
afterEach(async () => {
  await desk.stop();
  await on.clear();
});

/** Time passes second by second, each with what falls due in it; quotes keep coming. */
async function pass(length: Ms): Promise<void> {
  for (let left = length; left > 0; left -= SECOND) {
    on.clock.advance(SECOND - 1);
    await desk.quote('BTC', 99.99, 100.01);
    await Promise.all(running);
  }
}

const guards = (): number => fired.filter((name) => name === 'guard').length;
const halts = () => desk.of('halted').map(({ halt, says }) => `${halt}: ${says}`);
const times = (): readonly Ms[] => desk.events.map(({ at }) => at);

test('fault row 32: a clock set back an hour stops no job, is told as behind within 30 s, and floods nothing', async () => {
  const before = desk.events.length;
  on.clock.set(-HOUR);
  await pass(5 * SECOND);
  expect(guards()).toBe(2);
  await pass(25 * SECOND);
  expect(guards()).toBe(7);
  expect(halts()).toEqual([expect.stringContaining("clock skew: This machine's clock is 1 h behind, 500 ms allowed.")]);
  expect(await desk.say('/health')).toMatch(/Not all well[\s\S]*this machine's clock is 1 h behind/);
  expect(times()).toEqual(times().toSorted((a, b) => a - b));
  expect(desk.events.length - before).toBeLessThan(10);

  on.clock.set(HOUR);
  await pass(10 * SECOND);
  expect(desk.of('haltLifted').map(({ halt }) => halt)).toEqual(['clock skew']);
  expect(await desk.say('/health')).toContain('All well');
});

test('fault row 32: what is to end after some minutes ends in time, and says so, on a clock that is set back meanwhile', async () => {
  await desk.say('/pause 2m');
  on.clock.set(-HOUR);
  expect(await desk.say('/pause 3m')).toContain('in 3 m;');
  await pass(2 * MINUTE);
  expect(desk.of('resumed')).toEqual([]);
  await pass(MINUTE + 10 * SECOND);
  const [until, resumed] = [desk.of('paused').at(-1)?.until ?? 0, desk.of('resumed')];
  expect(resumed.map(({ who, at }) => [who, at >= until && at <= until + 10 * SECOND])).toEqual([['desk', true]]);
});

test('a clock set on an hour is told as ahead within 30 s, and each job runs once for what was passed over', async () => {
  const before = [guards(), desk.events.length];
  on.clock.set(HOUR);
  await pass(SECOND);
  expect(guards() - (before[0] ?? 0)).toBe(1);
  await pass(29 * SECOND);
  expect(halts()).toContainEqual(expect.stringContaining("clock skew: This machine's clock is 1 h ahead, 500 ms allowed."));
  expect(desk.events.length - (before[1] ?? 0)).toBeLessThan(20);
});

test('fault row 33: a machine that slept for 10 min has its jobs run again within 5 s, and its clock is right', async () => {
  const before = guards();
  on.clock.sleep(10 * MINUTE);
  on.clock.advance(SECOND);
  await Promise.all(running);
  expect(guards() - before).toBe(1);
  expect(fired.slice(-8)).toContain('reconcile');
  expect(halts()).toEqual([expect.stringMatching(/^stale data: /)]);
  await pass(30 * SECOND);
  expect(halts().filter((says) => says.startsWith('clock skew'))).toEqual([]);
  expect(desk.of('haltLifted').map(({ halt }) => halt)).toEqual(['stale data']);
});
