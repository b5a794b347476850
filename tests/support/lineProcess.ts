import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { freshHome } from './processDesk.ts';

/** What a line of the command line printed, and its exit status. */
export type Told = { readonly status: number; readonly stdout: string; readonly stderr: string };

type Given = { readonly environment?: Readonly<Record<string, string>>; readonly input?: string };

/** One process for many lines of the command line, one after the other: the line, not the process, is what they are about. */
export type LineProcess = {
  /** Where it works and keeps its user's state. */
  readonly folder: string;
  run(args: readonly string[], given?: Given): Promise<Told>;
  end(): Promise<void>;
};

/** Begins it in a folder, where its user's state is kept too; the caller ends it. */
export function openLineProcess(folder: string): LineProcess {
  const child = fork(resolve(import.meta.dirname, '../programs/lines.ts'), {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      XDG_STATE_HOME: folder,
      COUNTERSIGN_HOME: folder,
    },
  });
  const ended = new AbortController();
  child.on('exit', () => ended.abort());
  return {
    folder,
    async run(args, { environment = {}, input = '' } = {}) {
      child.send({ args, environment, input });
      const [told] = await once(child, 'message', ended);
      return told;
    },
    async end() {
      if (ended.signal.aborted) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** One for all tests of a file, in a folder of its own: begun before the first of them, ended and removed after the last. */
export function lineProcessOfFile(): () => LineProcess {
  const { home, remove } = freshHome();
  let lines: LineProcess | undefined;
  beforeAll(() => {
    lines = openLineProcess(home);
  });
  afterAll(async () => {
    await lines?.end();
    remove();
  });
  return () => {
    if (lines === undefined) throw new Error('no test has begun');
    return lines;
  };
}
