import { Worker } from 'node:worker_threads';
import type { DaysPlayed } from './ruled.ts';
import type { AllYesNews, AllYesOrder } from './worker.ts';

/** A review that would need more ends its thread instead of the desk. */
const MOST_MEMORY_MB = 1024;

/**
 * Plays days again in a thread of their own, so that the desk's loop never waits for them. Rejects with what went wrong there, and where
 * `stop` is given, which ends the thread.
 */
export function allYesBeside(order: AllYesOrder, told: (done: number) => void, stop: AbortSignal): Promise<DaysPlayed> {
  const limits = { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB }, env: {}, stdout: true, stderr: true };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { name: 'review', workerData: order, ...limits });
  // Nobody waits for it at the end.
  worker.unref();
  const abort = (): void => void worker.terminate();
  stop.addEventListener('abort', abort, { once: true });
  return new Promise<DaysPlayed>((done, failed) => {
    worker.on('message', (news: AllYesNews) => {
      if ('done' in news) told(news.done);
      else if ('played' in news) done(news.played);
      else failed(new Error(news.failed));
    });
    worker.on('error', failed);
    worker.on('exit', () => failed(new Error('the review was ended before it was done')));
  }).finally(() => {
    stop.removeEventListener('abort', abort);
    void worker.terminate();
  });
}
