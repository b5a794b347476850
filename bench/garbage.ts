import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Row, Workload } from './measure.ts';

const SCRIPT = new URL('./garbageOf.ts', import.meta.url).pathname;

/** What `garbageOf.ts` prints: bytes a candle by indicator, and of a study without any. */
const measured = z.object({ ms: z.number(), none: z.number(), bytes: z.array(z.tuple([z.string(), z.number()])) });

/** Bytes that each indicator leaves behind a candle, candle by candle on a live desk's columns; in a process with room to leave them. */
async function run(): Promise<readonly Row[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-semi-space-size=64',
    '--min-semi-space-size=64',
    '--expose-gc',
    SCRIPT,
  ]);
  const { ms, bytes } = measured.parse(JSON.parse(stdout));
  const most = bytes.toSorted((a, b) => b[1] - a[1]);
  const clean = bytes.filter(([, count]) => count < 1).length;
  const told = most.slice(0, 5).map(([name, count]) => `${name} ${count.toFixed(0)}`);
  return [
    {
      what: `garbage a candle, each of ${bytes.length} indicators alone: ${clean} leave under 1 byte; most: ${told.join(', ')}`,
      ms,
      goal: 'none',
      met: clean === bytes.length,
    },
  ];
}

export const garbage: Workload = { name: 'garbage', run };
