import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../core/facts/messageOf.ts';
import { type Ms, SECOND } from '../core/time.ts';
import { InputError } from './inputError.ts';
import type { TrialNews } from './trialWorker.ts';

/** For one file; what ends takes a tenth of a second. */
const TIME_LIMIT: Ms = 10 * SECOND;
/** What a file may hold in memory while it is tried. */
const MOST_MEMORY_MB = 512;

/**
 * Loads and runs files of a user's own on sample candles in a thread beside, so that one without an end ends that thread and nothing
 * else. Rejects with InputError naming the first file that is refused, and why.
 */
export async function tryOut(files: readonly string[], timeLimit = TIME_LIMIT): Promise<void> {
  for (const file of files) {
    const found = await stat(file).catch(() => undefined);
    // Reading what is none, such as a pipe, may wait for ever.
    if (found?.isFile() === false)
      throw new InputError(
        `${file}: it is ${found.isDirectory() ? 'a folder' : 'no plain file'}; expected a file with a plug-in`,
      );
  }
  if (files.length === 0) return;
  await new Promise<void>((done, failed) => {
    const limits = { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB }, stdout: true, stderr: true };
    const worker = new Worker(new URL('./trialWorker.ts', import.meta.url), { name: 'plugins', workerData: files, ...limits });
    let [file = ''] = files;
    let left = files.length;
    let timer: NodeJS.Timeout | undefined;
    const end = (refused?: string): void => {
      clearTimeout(timer);
      void worker.terminate();
      if (refused === undefined) done();
      else failed(new InputError(refused));
    };
    worker.on('message', (news: TrialNews) => {
      clearTimeout(timer);
      file = news.file;
      if ('begun' in news) {
        timer = setTimeout(
          () =>
            end(
              `${file}: it does not come to an end: tried on sample candles it ran for ${timeLimit / SECOND} s; look for a loop without an end`,
            ),
          timeLimit,
        );
        return;
      }
      left -= 1;
      if (news.refused !== undefined || left === 0) end(news.refused);
    });
    worker.on('error', (error) => end(`${file}: tried on sample candles, it ended its thread: ${messageOf(error)}`));
    worker.on('exit', () => end(`${file}: tried on sample candles, it ended its thread`));
  });
}
