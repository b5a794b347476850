import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');

const manifest = z.object({ scripts: z.object({ start: z.string() }) });

/** The flags that `npm start` gives to Node: what is measured is what people start. */
export const nodeFlags = manifest
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  .scripts.start.split(' ')
  .filter((word) => word.startsWith('--'));

/** What `childExit.mjs` tells of the process it was loaded into. */
const exitSchema = z.object({ cpuMs: z.number(), peakMb: z.number(), loaded: z.array(z.string()) });

type ChildRun = z.infer<typeof exitSchema> & {
  /** Milliseconds from the start of the process to its end, and to the first line that was waited for. */
  readonly ms: number;
  readonly lineMs: number;
  readonly lines: number;
};

/**
 * Runs `countersign` with these arguments in a process of its own, on a new home that is removed afterwards. With `until` the process
 * is asked to stop at the first line of its output that fits; with `loads` it tells the packages it loaded, which takes time. Throws
 * with what it complained of when it fails.
 */
export async function runChild(
  args: readonly string[],
  { until, loads = false }: { until?: (line: string) => boolean; loads?: boolean } = {},
): Promise<ChildRun> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const exit = join(home, 'exit.json');
  try {
    const began = performance.now();
    const child = spawn(
      process.execPath,
      [...nodeFlags, '--import', join(import.meta.dirname, 'childExit.mjs'), join(root, 'bin/countersign.mjs'), ...args],
      {
        cwd: home,
        env: {
          PATH: process.env['PATH'],
          HOME: process.env['HOME'],
          XDG_STATE_HOME: home,
          COUNTERSIGN_HOME: home,
          BENCH_EXIT: exit,
          ...(loads ? { BENCH_LOADS: '1' } : {}),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const { stdout, stderr } = child;
    let lineMs = Number.NaN;
    let lines = 0;
    createInterface({ input: stdout }).on('line', (line) => {
      lines += 1;
      if (!Number.isNaN(lineMs) || until === undefined || !until(line)) return;
      lineMs = performance.now() - began;
      child.kill('SIGTERM');
    });
    const [complaint, [status]] = await Promise.all([text(stderr), once(child, 'close')]);
    if (status !== 0) throw new Error(`countersign ${args.join(' ')} ended with ${status}: ${complaint}`);
    return { ...exitSchema.parse(JSON.parse(readFileSync(exit, 'utf8'))), ms: performance.now() - began, lineMs, lines };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
