import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settingsSchema } from '../../src/core/facts/settings.ts';
import { steadyClock } from '../../src/core/steadyClock.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/time.ts';
import type { Job } from '../../src/core/trader/job.ts';
import { JOBS } from '../../src/jobs/list.ts';
import { wallClockwork } from '../../src/live/clockwork.ts';
import { wallJobs } from '../../src/live/jobs.ts';
import { manualClock } from '../venue/manualClock.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2024, 5, 1, 23, 59, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Runs the jobs on faked timers; `wall` is the machine's clock, which can be set apart from the time that passes. */
function running(work: (job: Job) => Promise<void> = () => Promise.resolve()) {
  const fired: string[] = [];
  const missed: string[] = [];
  const failures: string[] = [];
  let set = 0;
  let settings = settingsSchema.parse({});
  const change = (given: Parameters<typeof settingsSchema.parse>[0]): void => {
    settings = settingsSchema.parse(given);
  };
  const clock = steadyClock({
    wall: () => Date.now() + set,
    elapsed: () => Date.now(),
    after(delay, run) {
      const timer = setTimeout(run, delay);
      return () => clearTimeout(timer);
    },
  });
  const stop = wallJobs({
    jobs: JOBS,
    clock,
    cronOf: (job) => job.every?.(settings) ?? job.cron,
    fire(job) {
      fired.push(job.name);
      return work(job);
    },
    miss: (job) => void missed.push(job.name),
    failed: (job, error) => void failures.push(`${job.name}: ${String(error)}`),
  });
  const times = (name: string): number => fired.filter((one) => one === name).length;
  /** Sets the machine's clock, as a person, a time server or a sleep does. */
  const setClock = (by: number): void => {
    set += by;
  };
  return { fired, missed, failures, stop, times, setClock, clock, change };
}

test('jobs fire by their expressions in UTC, and stop at once', async () => {
  const { fired, missed, stop, times } = running();
  await vi.advanceTimersByTimeAsync(75 * SECOND);
  expect([times('guard'), times('reconcile'), times('scan'), times('collect'), times('report')]).toEqual([15, 5, 1, 2, 1]);
  expect(missed).toEqual([]);
  stop();
  const before = fired.length;
  await vi.advanceTimersByTimeAsync(DAY / 24);
  expect(fired.length).toBe(before);
});

test('what the settings say of how often is followed at once, in a whole minute as in seconds', async () => {
  const { stop, times, change } = running();
  await vi.advanceTimersByTimeAsync(60 * SECOND);
  const before = [times('guard'), times('scan')];
  change({ exits: { guardEvery: 30 * SECOND }, universe: { scanEvery: 20 * SECOND } });
  await vi.advanceTimersByTimeAsync(120 * SECOND);
  expect([times('guard') - (before[0] ?? 0), times('scan') - (before[1] ?? 0)]).toEqual([4, 6]);
  change({ exits: { guardEvery: SECOND }, universe: { scanEvery: 120 * SECOND } });
  const later = [times('guard'), times('scan')];
  await vi.advanceTimersByTimeAsync(120 * SECOND);
  expect(times('guard') - (later[0] ?? 0)).toBeGreaterThanOrEqual(118);
  expect(times('scan') - (later[1] ?? 0)).toBe(1);
  stop();
});

test('a job that is still running is left out and counted; one that fails stops nothing', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { missed, failures, stop, times } = running((job) =>
    job.name === 'guard' ? held : job.name === 'expire' ? Promise.reject(new Error('full disk')) : Promise.resolve(),
  );
  await vi.advanceTimersByTimeAsync(21 * SECOND);
  expect([times('guard'), missed]).toEqual([1, ['guard', 'guard', 'guard']]);
  expect(failures).toEqual(['expire: Error: full disk', 'expire: Error: full disk']);
  expect(times('expire')).toBe(2);
  release();
  await vi.advanceTimersByTimeAsync(5 * SECOND);
  expect(times('guard')).toBe(2);
  stop();
});

test('what the process was blocked over runs once, at once; the rest of it is missed', async () => {
  const { missed, stop, times } = running();
  await vi.advanceTimersByTimeAsync(6 * SECOND);
  expect(times('guard')).toBe(1);
  vi.setSystemTime(Date.now() + 20 * SECOND);
  await vi.advanceTimersByTimeAsync(SECOND);
  expect([times('guard'), missed.filter((name) => name === 'guard').length]).toEqual([2, 3]);
  expect([times('report'), missed.includes('report')]).toEqual([0, false]);
  stop();
});

/** Seconds in which the guard ran, counted from the start of the stretch that is looked at. */
const guardsIn = async ({ times }: ReturnType<typeof running>, length: number): Promise<number> => {
  const before = times('guard');
  await vi.advanceTimersByTimeAsync(length);
  return times('guard') - before;
};

// The repeated hour of each zone's summer time, in which node-cron stands still, and an hour like any other.
test.each([
  ['America/New_York', '2026-11-01T05:59:31Z'],
  ['America/New_York', '2026-03-08T06:59:31Z'],
  ['Australia/Lord_Howe', '2026-04-04T14:29:31Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:29:31Z'],
  ['Europe/Rome', '2026-10-25T00:59:31Z'],
  ['UTC', '2026-12-31T23:59:31Z'],
])('in %s around %s every hour is like any other', async (zone, at) => {
  vi.stubEnv('TZ', zone);
  vi.setSystemTime(Date.parse(at));
  const desk = running();
  expect(await guardsIn(desk, 2 * HOUR)).toBe(1440);
  expect([desk.times('scan'), desk.times('reconcile'), desk.missed]).toEqual([120, 480, []]);
  desk.stop();
  vi.unstubAllEnvs();
});

test('a clock set back an hour stops no job and doubles none', async () => {
  const desk = running();
  expect(await guardsIn(desk, MINUTE)).toBe(12);
  desk.setClock(-HOUR);
  expect(desk.clock.behind()).toBe(HOUR);
  expect(await guardsIn(desk, 2 * HOUR)).toBe(1440);
  expect([desk.times('report'), desk.missed]).toEqual([1, []]);
  desk.setClock(HOUR);
  expect(desk.clock.behind()).toBe(0);
  expect(await guardsIn(desk, MINUTE)).toBe(12);
  desk.stop();
});

test.each([
  ['set on by an hour', HOUR],
  ['of a machine that slept for 10 min', 10 * MINUTE],
])('a clock %s is followed within a second: each job runs once for what it passed over', async (_what, by) => {
  const desk = running();
  expect(await guardsIn(desk, MINUTE)).toBe(12);
  desk.setClock(by);
  await vi.advanceTimersByTimeAsync(SECOND);
  expect([desk.times('guard'), desk.times('scan'), desk.times('report'), desk.missed]).toEqual([13, 2, 1, []]);
  expect(await guardsIn(desk, MINUTE)).toBe(12);
  desk.stop();
});

test('the steady clock goes with what time servers correct by degrees, and never back', () => {
  let [wall, elapsed] = [1_000_000, 0];
  const clock = steadyClock({ wall: () => wall, elapsed: () => elapsed, after: () => () => {} });
  const pass = (real: number, shown: number): number => {
    elapsed += real;
    wall += shown;
    return clock.now();
  };
  expect(pass(10_000, 10_400)).toBe(1_010_400);
  expect(pass(10_000, 9_700)).toBe(1_020_100);
  expect([pass(100, -500), clock.behind(), clock.leaps()]).toEqual([1_020_100, 0, 0]);
  expect([pass(1000, 1500), clock.leaps()]).toEqual([1_021_100, 0]);
  expect([pass(1000, -60_000), clock.behind()]).toEqual([1_022_100, 61_000]);
  expect([pass(1000, 600_000), clock.behind(), clock.leaps()]).toEqual([1_561_100, 0, 1]);
});

test('the wall clock is waited for, for days if need be, or until the stop', async () => {
  const clock = manualClock(Date.UTC(2024, 5, 1));
  const work = wallClockwork(clock);
  const stop = new AbortController();
  expect(await work.runUntil(clock.now(), stop.signal)).toBe('reached');
  let outcome: string | undefined;
  const waiting = work.runUntil(clock.now() + 60 * DAY, stop.signal).then((told) => (outcome = told));
  clock.advance(60 * DAY - HOUR);
  await Promise.resolve();
  expect(outcome).toBeUndefined();
  clock.advance(HOUR);
  expect(await waiting).toBe('reached');
  const forever = work.runUntil(Number.POSITIVE_INFINITY, stop.signal);
  stop.abort();
  expect(await forever).toBe('stopped');
  expect(clock.pending()).toEqual([]);
  expect(await work.runUntil(clock.now(), stop.signal)).toBe('stopped');
});
