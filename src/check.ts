import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { VARIABLES } from './config/variables.ts';
import type { Config } from './config.ts';
import { DAY } from './core/time.ts';
import { recordedSource } from './exchange/recorded.ts';
import { SYNTHETIC_FROM, syntheticSource } from './exchange/synthetic.ts';
import { redactor } from './redaction.ts';
import { accounts } from './store/accounts.ts';
import { saveCandles } from './store/candles.ts';
import { openDatabase } from './store/database.ts';
import { openLogs } from './store/logs.ts';
import { verifyAudit } from './verify.ts';

type Tools = {
  readonly config: Config /** A folder of this check's own inside the home, removed afterwards. */;
  readonly scratch: string;
};

/** One component, tried by really using it. `run` says what was found and throws with what is wrong. */
type Probe = { readonly name: string; readonly advice: string; readonly online?: true; run(tools: Tools): Promise<string> };

type Finding = {
  readonly name: string;
  readonly state: 'ok' | 'failed' | 'left out';
  readonly says: string;
  readonly advice?: string;
};

const PROBES: readonly Probe[] = [
  {
    name: 'configuration',
    advice: 'Correct the names that are listed',
    run: async ({ config }) => `${VARIABLES.length} settings, authority ${config.settings.authority}, home ${config.home}`,
  },
  {
    name: 'database',
    advice: 'See the message: it names the cause and the remedy',
    async run({ config }) {
      const database = await openDatabase({ url: config.databaseUrl, home: config.home });
      try {
        return `${database.place.name}: migrated, ${(await accounts(database)).length} accounts`;
      } finally {
        await database.close();
      }
    },
  },
  {
    name: 'audit',
    advice:
      'See the message; a broken chain: stop, keep a copy of the home folder, restore database and audit folder from one backup',
    async run({ config }) {
      const lines: string[] = [];
      const status = await verifyAudit(config, (line) => lines.push(line));
      if (status !== 0) throw new Error(lines.join('; '));
      return lines.join('; ');
    },
  },
  {
    name: 'candles',
    advice: 'Run npm ci on this machine, and check that the disk is not full',
    async run({ scratch }) {
      const folder = join(scratch, 'candles');
      const symbol = 'BTC/USDT';
      const [from, to] = [SYNTHETIC_FROM, SYNTHETIC_FROM + DAY];
      const written = await syntheticSource(1).read(symbol, from, to);
      await saveCandles(folder, 'binance', symbol, '5m', written);
      const read = await (await recordedSource(folder, { from, to, symbols: [symbol] })).read(symbol, from, to);
      // The last candle of a recording may be unfinished and is left out.
      if (read.time.length !== written.time.length - 1)
        throw new Error(`wrote ${written.time.length} candles, read ${read.time.length}`);
      return `${written.time.length} candles written and read as Parquet`;
    },
  },
  {
    name: 'logs',
    advice: 'Let this user write to the home folder, and check that the disk is not full',
    async run({ config, scratch }) {
      const logs = openLogs({ folder: join(scratch, 'logs'), level: 'info', redactor: redactor(config.secrets) });
      logs.logger('bot', 'info', 'check');
      logs.close();
      if ((await logs.tail('bot', 1)).length !== 1) throw new Error('a line that was logged cannot be read back');
      return `written and read back; kept in ${join(config.home, 'logs')}`;
    },
  },
  {
    name: 'exchange',
    advice: 'Check the network and EXCHANGE, or trade the replay market: leave EXCHANGE empty',
    online: true,
    async run({ config }) {
      if (config.exchange === undefined) return 'none is configured: the replay or synthetic market is traded';
      const { openExchange } = await import('./exchange/ccxt.ts');
      const exchange = await openExchange(config.exchange);
      try {
        const skew = await exchange.skew();
        return `${config.exchange}: ${(await exchange.instruments()).length} instruments${skew === undefined ? '' : `, clocks ${skew} ms apart`}`;
      } finally {
        exchange.close();
      }
    },
  },
];

async function find(probe: Probe, tools: Tools, offline: boolean): Promise<Finding> {
  if (offline && probe.online === true) return { name: probe.name, state: 'left out', says: 'needs a network' };
  try {
    return { name: probe.name, state: 'ok', says: await probe.run(tools) };
  } catch (error) {
    const says = redactor(tools.config.secrets).text(error instanceof Error ? error.message : String(error));
    return { name: probe.name, state: 'failed', says, advice: probe.advice };
  }
}

const MARKS = { ok: '✓', failed: '✗', 'left out': '–' } as const;

/**
 * Tries every component by a real round trip and prints what was found, with advice for each failure. Resolves with the exit
 * status: 0 when nothing failed, 1 otherwise.
 */
export async function runCheck(
  options: { readonly json: boolean; readonly offline: boolean },
  config: Config,
  print: (line: string) => void,
): Promise<number> {
  const findings: Finding[] = [];
  const told = (finding: Finding): void => {
    findings.push(finding);
    if (options.json) return;
    print(`${MARKS[finding.state]} ${finding.name.padEnd(14)} ${finding.says}`);
    if (finding.advice !== undefined) print(`  ${' '.repeat(14)} ${finding.advice}`);
  };
  let scratch = '';
  const home: Probe = {
    name: 'home',
    advice: 'Choose another folder with --home or COUNTERSIGN_HOME, or let this user write to it',
    async run() {
      await mkdir(config.home, { recursive: true });
      scratch = await mkdtemp(join(config.home, 'check-'));
      return `${config.home} can be written`;
    },
  };
  try {
    told(await find(home, { config, scratch }, options.offline));
    if (scratch !== '') for (const probe of PROBES) told(await find(probe, { config, scratch }, options.offline));
  } finally {
    if (scratch !== '') await rm(scratch, { recursive: true, force: true });
  }
  const ok = findings.every(({ state }) => state !== 'failed');
  if (options.json) print(JSON.stringify({ ok, components: findings }));
  return ok ? 0 : 1;
}
