import { schedule } from 'node-cron';
import type { Job } from '../core/trader/job.ts';

type WallJobsOptions = {
  readonly jobs: readonly Job[];
  /** A job is due; what it returns is waited for before the same job may run again. */
  readonly fire: (job: Job) => Promise<void> | undefined;
  /** A firing was left out: the run before was still going, or the process was blocked. */
  readonly miss: (job: Job) => void;
  /** A firing failed outside of the job itself, such as in saving what it recorded. */
  readonly failed: (job: Job, error: unknown) => void;
};

/** Fires the jobs on the wall clock, by the very cron expressions that a replay's clock reads, in UTC. Returns what stops them. */
export function wallJobs({ jobs, fire, miss, failed }: WallJobsOptions): () => void {
  const silent = { info() {}, warn() {}, error() {}, debug() {} };
  const tasks = jobs.map((job) => {
    const task = schedule(
      job.cron,
      async () => {
        try {
          await fire(job);
        } catch (error) {
          failed(job, error);
        }
      },
      { name: job.name, timezone: 'UTC', noOverlap: true, suppressMissedWarning: true, logger: silent },
    );
    task.on('execution:missed', () => miss(job));
    task.on('execution:overlap', () => miss(job));
    return task;
  });
  return () => {
    for (const task of tasks) void task.destroy();
  };
}
