import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from './child.ts';
import { median, type Row, type Workload } from './measure.ts';

/** Where `npm run home` makes a home of a million events. */
export const MILLION_HOME = join(tmpdir(), 'countersign-million');

const ROUNDS = 5;
const GOAL_MS = 3000;
const GOAL_MB = 300;

async function run(): Promise<readonly Row[]> {
  if (!existsSync(MILLION_HOME)) {
    process.stderr.write(`home left out: ${MILLION_HOME} is not there; "npm run home" makes it in some minutes\n`);
    return [];
  }
  const runs: Awaited<ReturnType<typeof runChild>>[] = [];
  const start = ['start', '--home', MILLION_HOME, '--json', '--daemon', '--symbols', SYMBOLS];
  while (runs.length <= ROUNDS) runs.push(await runChild(start, { until: (line) => line.startsWith('{"type":"instant"') }));
  // The first one is in front for what the operating system holds afterwards.
  const counted = runs.slice(1);
  const ms = median(counted.map(({ lineMs }) => lineMs));
  const peak = Math.max(...counted.map(({ peakMb }) => peakMb));
  if (!(ms > 0)) throw new Error('the desk ended without an instant');
  return [
    {
      what: `process start to the first instant, on a log of a million events; at most ${peak.toFixed(0)} MB`,
      ms,
      goal: `${GOAL_MS / 1000} s, ${GOAL_MB} MB`,
      met: ms <= GOAL_MS && peak <= GOAL_MB,
    },
  ];
}

/** What that home trades: others would be another account. */
export const SYMBOLS = 'BTC/USDT,ETH/USDT,SOL/USDT,DOGE/USDT,BTC/USDT:USDT,ETH/USDT:USDT,LTC/USDT:USDT,BCH/USDT:USDT';

/** How soon a desk of years stands again. */
export const home = { name: 'home', run } satisfies Workload;
