import { parseCron } from '../cron.ts';
import type { JobStats } from '../desk/desk.ts';
import { answerWithin, type Timer } from '../execution/gateway.ts';
import type { EventOf } from '../facts/events.ts';
import { messageOf } from '../facts/messageOf.ts';
import type { Recorder } from '../state/recording.ts';
import type { Ms } from '../time.ts';
import { AT_WORK, type Job, type JobDesk, type Turn } from './job.ts';

/** Runs jobs without overlap and counts what became of them; counters live in memory and never enter events. */
export type JobRunner = {
  /** Until when a job has nothing to act on as things stand. */
  idleUntil(job: Job): Ms;
  /** Fires a job at `at`; undefined while its run before is still going. A job that throws is logged, told once, and stops nothing else. */
  fire(job: Job, at: Ms): Promise<void> | undefined;
  /** Counts firings that had nothing to do, up to `at`. */
  skip(job: Job, firings: number, at: Ms): void;
  /** Counts a firing that the clock had to leave out, and tells once when a job does not keep up. */
  miss(job: Job, at: Ms): void;
  /** The cron expression by which a job fires as things are set. */
  cronOf(job: Job): string;
  stats(): readonly JobStats[];
};

/** A job that leaves out this many firings in a row does not keep up. */
const LATE = 3;

type Counters = {
  readonly desk: JobDesk;
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
  /** Whether its work beside the desk's turns is still going. */
  beside: boolean;
  /** What it threw when it was asked whether it has anything to do. */
  unasked: { readonly error: unknown } | undefined;
  /** Where the desk stood when it last ended. */
  seen: number | undefined;
};

type JobRunnerOptions = {
  readonly jobs: readonly Job[];
  readonly desk: Omit<JobDesk, 'beside'>;
  /** Raised by every price. */
  readonly prices: () => number;
  /** Told of jobs that fail or do not keep up. */
  readonly recorder: Recorder<EventOf<'jobFailed' | 'jobLate'>>;
  /** Does all that follows from what a job has recorded. */
  readonly drain: () => Promise<void> | undefined;
  readonly turn: Turn;
  readonly after: Timer;
  /** Monotonic wall-clock ms, for measuring alone. */
  readonly stopwatch: () => number;
};

export function createJobRunner({ jobs, desk, prices, recorder, drain, turn, after, stopwatch }: JobRunnerOptions): JobRunner {
  const { market, logger } = desk;
  /** Stands still as long as nothing has come that a job could act on. */
  const movement = (): number => (market.kind === 'bars' ? 0 : prices()) + recorder.moved;
  const counters = new Map<string, Counters>();
  for (const job of jobs)
    counters.set(job.name, {
      desk: { ...desk, beside: (work) => beside(job, work) },
      runs: 0,
      failures: 0,
      missed: 0,
      missedInRow: 0,
      lastAt: undefined,
      lastTook: 0,
      took: 0,
      measured: 0,
      running: false,
      beside: false,
      unasked: undefined,
      seen: undefined,
    });
  const countersOf = (job: Job): Counters => {
    const found = counters.get(job.name);
    if (found === undefined) throw new RangeError(`job ${job.name} is not on the list`);
    return found;
  };
  const cronOf = (job: Job): string => job.every?.(recorder.state.settings.values) ?? job.cron;
  const tellFailure = (job: Job, at: Ms, error: unknown): void => {
    countersOf(job).failures += 1;
    const says = messageOf(error);
    logger('bot', 'error', `job ${job.name} failed`, { error: says });
    recorder.emit({ type: 'jobFailed', at, job: job.name, says });
  };
  const beside = (job: Job, work: (turn: Turn) => Promise<void>): void => {
    const own = countersOf(job);
    if (own.beside) return;
    own.beside = true;
    answerWithin(after, () => work(turn))
      .catch((error: unknown) => turn(() => tellFailure(job, desk.now(), error)))
      .catch((error: unknown) => logger('bot', 'error', `the failure of job ${job.name} could not be saved`, { error }))
      .finally(() => {
        own.beside = false;
      });
  };
  const run = async (job: Job, own: Counters, at: Ms): Promise<void> => {
    own.running = true;
    const started = stopwatch();
    const { unasked } = own;
    own.unasked = undefined;
    try {
      if (unasked !== undefined) throw unasked.error;
      await job.run(own.desk);
      await drain();
      own.seen = movement();
    } catch (error) {
      tellFailure(job, at, error);
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
    idleUntil(job) {
      const own = countersOf(job);
      try {
        return job.idleUntil(own.desk, own.seen !== movement());
      } catch (error) {
        // Whoever asks has no step in which that could be told: its run does.
        own.unasked = { error };
        return AT_WORK;
      }
    },
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
    cronOf,
    stats: () =>
      jobs.map((job) => {
        const own = countersOf(job);
        return {
          name: job.name,
          about: job.about,
          cron: cronOf(job),
          runs: own.runs,
          failures: own.failures,
          missed: own.missed,
          lastAt: own.lastAt,
          nextAt: parseCron(cronOf(job)).next(desk.now()),
          lastTook: own.lastTook,
          meanTook: own.measured === 0 ? 0 : own.took / own.measured,
        };
      }),
  };
}
