import { runChild } from './child.ts';
import { median, type Row, type Workload } from './measure.ts';

const ROUNDS = 7;
const GOAL_MS = 3000;
const GOAL_MB = 250;
/** What may be loaded only once it is needed. */
const HEAVY = /^(ccxt|discord\.js|@duckdb\/.*|@prisma\/.*|better-sqlite3)$/;

type Measured = Awaited<ReturnType<typeof runChild>>;

async function rounds(args: readonly string[], until?: (line: string) => boolean): Promise<readonly Measured[]> {
  // One in front that does not count, for what the operating system and the compile cache hold afterwards.
  const watched = until === undefined ? {} : { until };
  await runChild(args, watched);
  const runs: Measured[] = [];
  while (runs.length < ROUNDS) runs.push(await runChild(args, watched));
  return runs;
}

async function run(): Promise<readonly Row[]> {
  const trading = await rounds(['start', '--json', '--daemon'], (line) => line.startsWith('{"type":"instant"'));
  const ms = median(trading.map(({ lineMs }) => lineMs));
  const peak = Math.max(...trading.map(({ peakMb }) => peakMb));
  if (!(ms > 0)) throw new Error('the desk ended without an instant');
  const rows: Row[] = [
    {
      what: `process start to the first instant traded, synthetic market; at most ${peak.toFixed(0)} MB`,
      ms,
      goal: `${GOAL_MS / 1000} s, ${GOAL_MB} MB`,
      met: ms <= GOAL_MS && peak <= GOAL_MB,
    },
  ];
  for (const args of [['--help'], ['check', '--offline']]) {
    const runs = await rounds(args);
    const { loaded } = await runChild(args, { loads: true });
    const heavy = loaded.filter((name) => HEAVY.test(name));
    rows.push({
      what: `${args.join(' ')}; loads ${heavy.length === 0 ? 'nothing heavy' : heavy.join(', ')}`,
      ms: median(runs.map((one) => one.ms)),
      goal: 'no ccxt, discord.js; stores only where they are checked',
      met: args[0] === '--help' ? heavy.length === 0 : !heavy.some((name) => name === 'ccxt' || name === 'discord.js'),
    });
  }
  return rows;
}

/** SPEED goal 9: how soon a new process trades, and what it loads before it has to. */
export const start = { name: 'start', run } satisfies Workload;
