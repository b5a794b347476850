import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sharedData } from '../tests/data.ts';
import { played } from './program/played.ts';

/**
 * `npm run facts` plays four runs through the real program and compares what happened in them with `facts/kept.json`: one hash over
 * every event a run. A change of the desk's shape must leave them alone; a change of behaviour rewrites the file with `--write` and
 * its commit says what changed in the events. Names after the flags choose runs; `--keep DIR` leaves each run's events there, a
 * JSON object a line, for `diff`.
 */
const folder = join(import.meta.dirname, 'facts');
const keptFile = join(folder, 'kept.json');

/** Neither is a fact of the account: replies are looks, the others carry the program's version and how it was ended. */
const LEFT_OUT = new Set(['reply', 'started', 'stopped']);

const MINUTES = 'BTC/USDT,ETH/USDT,XRP/USDT,ADA/USDT,DOGE/USDT,LTC/USDT';

type Run = {
  readonly args: readonly string[];
  readonly recorded: boolean;
  /** A file of lines that people type. */
  readonly lines?: string;
  readonly environment?: Readonly<Record<string, string>>;
};
type Runs = { readonly [name: string]: Run };

/** Recorded runs are left out, in one printed line, where the recorded data is not there. */
const RUNS: Runs = {
  summer: { recorded: true, args: ['--timeframe', '1h', '--from', '2024-06-01', '--to', '2024-08-31'] },
  minutes: { recorded: true, args: ['--timeframe', '1m', '--symbols', MINUTES, '--from', '2021-05-12', '--to', '2021-05-20'] },
  synthetic: { recorded: false, args: ['--to', '2024-01-15'] },
  // Its lines name cards by their number: none is left out because another one was rejected.
  approvals: {
    recorded: false,
    args: ['--authority', 'approve', '--to', '2024-01-05'],
    lines: 'approvals.txt',
    environment: { COOL_DOWN: '0' },
  },
};

const digestSchema = z.object({ events: z.number(), sha256: z.string(), types: z.record(z.string(), z.number()) });
type Digest = z.infer<typeof digestSchema>;
const keptSchema = z.record(z.string(), digestSchema);
const eventSchema = z.looseObject({ type: z.string() });

const after = (flag: string): string | undefined => {
  const at = process.argv.indexOf(flag);
  return at === -1 ? undefined : process.argv[at + 1];
};
const keep = after('--keep');
const named = process.argv.slice(2).filter((word) => word in RUNS);

async function play(name: string, { args, lines, environment }: Omit<Run, 'recorded'>): Promise<Digest> {
  const kept = keep === undefined ? undefined : createWriteStream(join(keep, `${name}.jsonl`));
  try {
    const hash = createHash('sha256');
    const types: Record<string, number> = {};
    let events = 0;
    const typed = lines === undefined ? undefined : readFileSync(join(folder, lines), 'utf8');
    for await (const line of played({ args, lines: typed, environment })) {
      const { type } = eventSchema.parse(JSON.parse(line));
      if (LEFT_OUT.has(type)) continue;
      hash.update(`${line}\n`);
      kept?.write(`${line}\n`);
      events += 1;
      types[type] = (types[type] ?? 0) + 1;
    }
    return {
      events,
      sha256: hash.digest('hex'),
      types: Object.fromEntries(Object.entries(types).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    };
  } finally {
    kept?.end();
  }
}

/** What differs between two runs, by type of event; the same numbers with another hash differ inside. */
function difference(was: Digest, is: Digest): string {
  const types = [...new Set([...Object.keys(was.types), ...Object.keys(is.types)])].toSorted();
  const changed = types.filter((type) => was.types[type] !== is.types[type]);
  return changed.length === 0
    ? 'as many events of each type, other contents'
    : changed.map((type) => `${type} ${was.types[type] ?? 0} -> ${is.types[type] ?? 0}`).join(', ');
}

if (keep !== undefined) mkdirSync(keep, { recursive: true });
const known = keptSchema.parse(JSON.parse(readFileSync(keptFile, 'utf8')));
const results = { ...known };
let differ = 0;
for (const [name, { recorded, ...run }] of Object.entries(RUNS)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const data = recorded ? sharedData('ohlcv/binance') : '';
  if (data === undefined) continue;
  const began = performance.now();
  const result = await play(name, { ...run, args: [...(recorded ? ['--replay', data] : []), ...run.args] });
  const was = known[name];
  const same = was?.sha256 === result.sha256;
  if (!same) differ += 1;
  results[name] = result;
  const verdict = same ? 'as kept' : was === undefined ? 'not kept yet' : `DIFFERS: ${difference(was, result)}`;
  process.stdout.write(
    `${name.padEnd(10)} ${String(result.events).padStart(6)} events  ${result.sha256.slice(0, 16)}  ${((performance.now() - began) / 1000).toFixed(1)} s  ${verdict}\n`,
  );
}
if (process.argv.includes('--write')) writeFileSync(keptFile, `${JSON.stringify(results, null, 2)}\n`);
else if (differ > 0) process.exitCode = 1;
