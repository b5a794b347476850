import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { messageOf } from '../core/facts/messageOf.ts';
import { InputError } from './inputError.ts';
import { tryFile } from './trial.ts';

/** What the thread says of each file: that it begins with it, and what came of it; `refused` is for whoever wrote the file. */
export type TrialNews = { readonly file: string } & ({ readonly begun: true } | { readonly refused?: string });

const say = (news: TrialNews): void => parentPort?.postMessage(news, []);

for (const file of z.array(z.string()).parse(workerData)) {
  say({ file, begun: true });
  try {
    await tryFile(file);
    say({ file });
  } catch (error) {
    say({ file, refused: error instanceof InputError ? error.message : `${file}: ${messageOf(error)}` });
  }
}
