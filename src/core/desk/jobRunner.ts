import { type Cron, parseCron } from '../cron.ts';
import type { Logger } from '../facts/logger.ts';
import type { Recorder } from '../state/recording.ts';
import type { Ms } from '../time.ts';
import type { Job, JobDesk, JobStats } from './desk.ts';

/** Runs jobs without overlap and counts what became of them; counters live in memory and never enter events. */
export type JobRunner = {
  /** Fires a job at `at`; undefined while its run before is still going. A job that throws is logged, told once, and stops nothing else. */
  fire(job: Job, at: Ms): Promise<void> | undefined;
  /** Counts firings that had nothing to do, up to `at`. */
  skip(job: Job, firings: number, at: Ms): void;
  /** Counts a firing that the clock had to leave out, and tells once when a job does not keep up. */
  miss(job: Job, at: Ms): void;
  stats(): readonly JobStats[];
};

/** A job that leaves out this many firings in a row does not keep up. */
const LATE = 3;

type Counters = {
  runs: number;
  failures: number;
  missed: number;
  /** Of these, since its last run began. */
  missedInRow: number;
  lastAt: Ms | undefined;
  lastTook: number;
  took: number;
  measured: number;
  running: boolean;
  cron: Cron;
};

type JobRunnerOptions = {
  readonly jobs: readonly Job[];
  readonly desk: JobDesk;
  readonly recorder: Recorder;
  readonly logger: Logger;
  /** Monotonic wall-clock ms, for measuring alone. */
  readonly stopwatch: () => number;
};

export function createJobRunner({ jobs, desk, recorder, logger, stopwatch }: JobRunnerOptions): JobRunner {
  const counters = new Map(
    jobs.map((job): [string, Counters] => [
      job.name,
      {
        runs: 0,
        failures: 0,
        missed: 0,
        missedInRow: 0,
        lastAt: undefined,
        lastTook: 0,
        took: 0,
        measured: 0,
        running: false,
        cron: parseCron(job.cron),
      },
    ]),
  );
  const countersOf = (job: Job): Counters => {
    const found = counters.get(job.name);
    if (found === undefined) throw new RangeError(`job ${job.name} is not on the list`);
    return found;
  };
  const run = async (job: Job, own: Counters, at: Ms): Promise<void> => {
    own.running = true;
    const started = stopwatch();
    try {
      await job.run(desk);
    } catch (error) {
      own.failures += 1;
      const says = error instanceof Error ? error.message : String(error);
      logger('bot', 'error', `job ${job.name} failed`, { error: says });
      recorder.emit({ type: 'jobFailed', at, job: job.name, says });
    } finally {
      own.lastTook = stopwatch() - started;
      own.took += own.lastTook;
      own.measured += 1;
      own.running = false;
    }
  };
  const miss = (job: Job, at: Ms): void => {
    const own = countersOf(job);
    own.missed += 1;
    own.missedInRow += 1;
    if (own.missedInRow === LATE) recorder.emit({ type: 'jobLate', at, job: job.name, missed: LATE });
  };
  return {
    fire(job, at) {
      const own = countersOf(job);
      if (own.running) {
        miss(job, at);
        return undefined;
      }
      own.missedInRow = 0;
      own.runs += 1;
      own.lastAt = at;
      return run(job, own, at);
    },
    skip(job, firings, at) {
      const own = countersOf(job);
      own.runs += firings;
      own.missedInRow = 0;
      own.lastAt = at;
    },
    miss,
    stats: () =>
      jobs.map((job) => {
        const own = countersOf(job);
        return {
          name: job.name,
          about: job.about,
          cron: job.cron,
          runs: own.runs,
          failures: own.failures,
          missed: own.missed,
          lastAt: own.lastAt,
          nextAt: own.cron.next(desk.now()),
          lastTook: own.lastTook,
          meanTook: own.measured === 0 ? 0 : own.took / own.measured,
        };
      }),
  };
}
