import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DAY, HOUR, SECOND } from '../../src/core/time.ts';
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

/** Runs the jobs under node-cron on a clock turned by hand. */
function running(work: (job: Job) => Promise<void> = () => Promise.resolve()) {
  const fired: string[] = [];
  const missed: string[] = [];
  const failures: string[] = [];
  const stop = wallJobs({
    jobs: JOBS,
    fire(job) {
      fired.push(job.name);
      return work(job);
    },
    miss: (job) => void missed.push(job.name),
    failed: (job, error) => void failures.push(`${job.name}: ${String(error)}`),
  });
  const times = (name: string): number => fired.filter((one) => one === name).length;
  return { fired, missed, failures, stop, times };
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

test('firings that the process was blocked over are missed', async () => {
  const { missed, stop, times } = running();
  await vi.advanceTimersByTimeAsync(6 * SECOND);
  vi.setSystemTime(Date.now() + 20 * SECOND);
  await vi.advanceTimersByTimeAsync(5 * SECOND);
  expect(missed.filter((name) => name === 'guard').length).toBeGreaterThanOrEqual(3);
  expect(times('guard')).toBeLessThan(4);
  stop();
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
