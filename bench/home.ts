import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accounts } from '../src/store/accounts.ts';
import { openDatabase } from '../src/store/database.ts';
import { headFileOf } from '../src/store/head.ts';
import { openLog } from '../src/store/log.ts';
import { standingIn } from '../src/store/standing.ts';
import { runChild } from './child.ts';
import { median, type Row, type Workload } from './measure.ts';

/** Where `npm run home` makes a home of a million events. */
export const MILLION_HOME = join(tmpdir(), 'countersign-million');

/** What that home trades: others would be another account. */
export const SYMBOLS = 'BTC/USDT,ETH/USDT,SOL/USDT,DOGE/USDT,BTC/USDT:USDT,ETH/USDT:USDT,LTC/USDT:USDT,BCH/USDT:USDT';

const ROUNDS = 5;
const STARTS = 3;
const GOAL_MS = 3000;
const GOAL_MB = 300;

/** Milliseconds from the opening of the database until the desk knows where its log stands, and how many rows that has. */
async function readLog(): Promise<{ readonly ms: number; readonly rows: number }> {
  const began = performance.now();
  const database = await openDatabase({ url: undefined, home: MILLION_HOME });
  try {
    const [account] = await accounts(database);
    if (account === undefined) throw new Error(`${MILLION_HOME} holds no account`);
    const headFile = headFileOf(MILLION_HOME, account.key);
    const log = await openLog(database, account.key, { headFile, channels: [] });
    await standingIn(log, true);
    return { ms: performance.now() - began, rows: log.head.seq };
  } finally {
    await database.close();
  }
}

async function run(): Promise<readonly Row[]> {
  if (!existsSync(MILLION_HOME)) {
    process.stderr.write(`home left out: ${MILLION_HOME} is not there; "npm run home" makes it in some minutes\n`);
    return [];
  }
  const start = ['start', '--json', '--daemon', '--symbols', SYMBOLS];
  const until = (line: string): boolean => line.startsWith('{"type":"instant"');
  const starts: { readonly lineMs: number; readonly peakMb: number; readonly fresh: number }[] = [];
  // One in front that does not count, for what the operating system and the compile cache hold afterwards.
  for (let round = 0; round <= STARTS; round++) {
    const { lineMs, peakMb } = await runChild([...start, '--home', MILLION_HOME], { until });
    const { lineMs: fresh } = await runChild(start, { until });
    if (!(lineMs > 0 && fresh > 0)) throw new Error('the desk ended without an instant');
    if (round > 0) starts.push({ lineMs, peakMb, fresh });
  }
  const lineMs = median(starts.map((one) => one.lineMs));
  const peakMb = Math.max(...starts.map((one) => one.peakMb));
  const reads: Awaited<ReturnType<typeof readLog>>[] = [];
  while (reads.length < ROUNDS) reads.push(await readLog());
  const ms = median(reads.map((one) => one.ms));
  return [
    {
      what: `a log of ${reads[0]?.rows.toLocaleString('en')} events: opened, checked and folded, from its newest snapshot on`,
      ms,
      goal: `${GOAL_MS / 1000} s`,
      met: ms <= GOAL_MS,
    },
    {
      what: `the whole start on it, to the first instant; at most ${peakMb.toFixed(0)} MB`,
      ms: lineMs,
      ratio: lineMs / median(starts.map((one) => one.fresh)),
      of: 'a start on an empty home',
      goal: `${GOAL_MS / 1000} s, ${GOAL_MB} MB`,
      met: lineMs <= GOAL_MS && peakMb <= GOAL_MB,
    },
  ];
}

/** How soon a desk of years stands again. */
export const home = { name: 'home', run } satisfies Workload;
