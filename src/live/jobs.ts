import { parseCron } from '../core/cron.ts';
import type { SteadyClock } from '../core/steadyClock.ts';
import { type Ms, SECOND } from '../core/time.ts';
import type { Job } from '../core/trader/job.ts';

type WallJobsOptions = {
  readonly jobs: readonly Job[];
  readonly clock: SteadyClock;
  /** By which expression a job fires as things are set. */
  readonly cronOf: (job: Job) => string;
  /** A job is due; what it returns is waited for before the same job may run again. */
  readonly fire: (job: Job) => Promise<void> | undefined;
  /** A firing was left out: the run before was still going, or the process was blocked. */
  readonly miss: (job: Job) => void;
  /** A firing failed outside of the job itself, such as in saving what it recorded. */
  readonly failed: (job: Job, error: unknown) => void;
};

/**
 * Fires the jobs by the very cron expressions that a replay's clock reads, in UTC and on a clock that never goes back, so that no time
 * zone and no set clock stops or doubles one. What fell due while the process was blocked or the machine slept runs once, at once.
 * Returns what stops them.
 */
export function wallJobs({ jobs, clock, cronOf, fire, miss, failed }: WallJobsOptions): () => void {
  const began = clock.now();
  const all = jobs.map((job) => {
    const expression = cronOf(job);
    const cron = parseCron(expression);
    return { job, expression, cron, next: cron.next(began), running: false };
  });
  let leaps = clock.leaps();
  let callOff = (): void => {};

  async function run(one: (typeof all)[number]): Promise<void> {
    one.running = true;
    try {
      await fire(one.job);
    } catch (error) {
      failed(one.job, error);
    } finally {
      one.running = false;
    }
  }

  /** Takes over how often it is to fire from now on; what was due before stays due. */
  function reset(one: (typeof all)[number], at: Ms): void {
    const expression = cronOf(one.job);
    if (expression === one.expression) return;
    one.expression = expression;
    one.cron = parseCron(expression);
    if (one.next > at) one.next = one.cron.next(at);
  }

  function look(): void {
    const at = clock.now();
    // The desk does not fail to keep up with a time in which the machine slept.
    const slept = clock.leaps() !== leaps;
    leaps = clock.leaps();
    for (const one of all) {
      reset(one, at);
      if (one.next > at) continue;
      const passed = one.cron.count(one.next, at + 1);
      one.next = one.cron.next(at);
      if (!slept) for (let left = one.running ? passed : passed - 1; left > 0; left--) miss(one.job);
      if (!one.running) void run(one);
    }
    // Looked at again within a second: the clock may be set while it waits.
    const soonest = Math.min(...all.map(({ next }) => next));
    callOff = clock.after(Math.min(Math.max(soonest - clock.now(), 1), SECOND), look);
  }
  look();
  return () => callOff();
}
