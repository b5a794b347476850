import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { StoredEvent } from '../../src/core/facts/eventLog.ts';
import { accounts } from '../../src/store/accounts.ts';
import { openDatabase } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { openLog } from '../../src/store/log.ts';

const CLI = resolve(import.meta.dirname, '../../bin/countersign.mjs');

/** A home folder of a test's own; the caller removes it. */
export const freshHome = (): { readonly home: string; remove(): void } => {
  const home = mkdtempSync(join(tmpdir(), 'countersign-'));
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
};

export type Ran = {
  readonly status: number | null;
  readonly signal: string | null;
  readonly lines: readonly string[];
  readonly errors: string;
};

type RunOptions = {
  readonly environment?: Readonly<Record<string, string>>;
  /** No file of it grows larger, KiB: its writes then fail as on a full disk. */
  readonly largestFile?: number;
  /** Standard input. */
  readonly input?: string;
  /** Looks at each line of output; true kills the process with SIGKILL, a signal is sent. */
  readonly kill?: (line: string, count: number) => boolean | 'SIGTERM';
};

/** Runs the command line as a process of its own, in the folder of its home, and waits for its end. */
export async function runProcess(args: readonly string[], home: string, options: RunOptions = {}): Promise<Ran> {
  const { largestFile } = options;
  const limited = largestFile === undefined ? [] : ['bash', '--norc', '-c', `ulimit -f ${largestFile}; exec "$0" "$@"`];
  const [program = process.execPath, ...rest] = [...limited, process.execPath, CLI, ...args];
  const child = spawn(program, rest, {
    cwd: home,
    env: {
      PATH: process.env['PATH'] ?? '',
      XDG_STATE_HOME: home,
      COUNTERSIGN_HOME: home,
      // Where the launcher finds it unset, it begins anew with it.
      MALLOC_ARENA_MAX: '2',
      ...options.environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let errors = '';
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString();
  });
  // A process that dies does not read to the end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    const asked = options.kill?.(line, lines.length) ?? false;
    if (asked !== false) child.kill(asked === true ? 'SIGKILL' : asked);
  }
  await ended;
  return { status: child.exitCode, signal: child.signalCode, lines, errors };
}

/** The log of the one account of a home; empty where nothing has been stored. */
export async function storedIn(home: string): Promise<readonly StoredEvent[]> {
  const database = await openDatabase({ home, url: undefined });
  try {
    const [account] = await accounts(database);
    if (account === undefined) return [];
    const log = await openLog(database, account.key, { headFile: headFileOf(home, account.key), channels: [] });
    return await Array.fromAsync(log.read());
  } finally {
    await database.close();
  }
}
