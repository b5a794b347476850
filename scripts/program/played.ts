import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const program = resolve(import.meta.dirname, '../../bin/countersign.mjs');

type PlayedOptions = {
  readonly args: readonly string[];
  /** Lines that people type; nobody does where it is left out. */
  readonly lines?: string | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
};

/** Plays a run through the real program, at full speed and in a home of its own, and gives its events as they are printed, one JSON object each. */
export async function* played({ args, lines, environment }: PlayedOptions): AsyncGenerator<string, undefined> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-played-'));
  try {
    const flags = ['--speed', 'max', '--json', ...(lines === undefined ? ['--daemon'] : [])];
    const child = spawn(process.execPath, [program, 'start', ...args, ...flags], {
      cwd: home,
      env: { PATH: process.env['PATH'], HOME: home, COUNTERSIGN_HOME: home, ...environment },
      stdio: 'pipe',
    });
    child.stdin.end(lines ?? '');
    const complaint = text(child.stderr);
    const closed = once(child, 'close');
    yield* createInterface({ input: child.stdout });
    const [status] = await closed;
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${await complaint}`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
