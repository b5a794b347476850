import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { messageOf } from '../core/facts/messageOf.ts';
import { InputError } from './inputError.ts';
import { tryFile } from './trial.ts';

/** What the thread says of each file: that it begins with it, and what came of it; `refused` is for whoever wrote the file. */
export type TrialNews = { readonly file: string } & ({ readonly begun: true } | { readonly refused?: string });

const say = (news: TrialNews): void => parentPort?.postMessage(news, []);

/** What a file leaves in promises, or in timers that are due, has been at work by then. */
const leftForLater = (): Promise<void> => new Promise((done) => setTimeout(() => setImmediate(done), 2));

let trying = '';
process.on('beforeExit', () => {
  say({ file: trying, refused: `${trying}: it waits at its top for what never comes; take that await out` });
  // Before Node tells of it in words of its own.
  process.exit();
});

for (const file of z.array(z.string()).parse(workerData)) {
  trying = file;
  say({ file, begun: true });
  try {
    await tryFile(file);
    await leftForLater();
    say({ file });
  } catch (error) {
    say({ file, refused: error instanceof InputError ? error.message : `${file}: ${messageOf(error)}` });
  }
}
