import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError } from '../src/config/problems.ts';
import { readStartFlags } from '../src/config/startFlags.ts';
import { HOUR } from '../src/core/time.ts';
import { writeCandleFile } from '../src/store/parquet.ts';
import { candle, columnsOf } from './core/market/series.ts';
import { type LineProcess, openLineProcess } from './support/lineProcess.ts';
import { eventsOf } from './support/memoryLog.ts';
import { storedIn } from './support/processDesk.ts';

const LAUNCHER = resolve('bin/countersign.mjs');
/** One timeframe and one symbol: a desk on them starts in a moment. */
const QUICK = { TIMEFRAMES: '5m', DECISION_TIMEFRAME: '5m', SYMBOLS: 'BTC/USDT' };
let folder: string;
let lines: LineProcess;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  lines = openLineProcess(folder);
});
afterAll(async () => {
  await lines.end();
  rmSync(folder, { recursive: true });
});

const run = (args: readonly string[], environment: Record<string, string> = {}) => lines.run(args, { environment });

describe('the command line', () => {
  test('--help lists the tools and loads no exchange, database or candle reader', () => {
    // Each module that is resolved is printed; a hook sees what a profile of the time would only suggest.
    const hook = join(folder, 'loaded.mjs');
    writeFileSync(
      hook,
      `import { registerHooks } from 'node:module';
       registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context); } });`,
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', hook, LAUNCHER, '--help'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '' },
    });
    expect(status).toBe(0);
    for (const tool of ['start', 'study', 'scan', 'pairs', 'check', 'audit', 'backup', 'restore', 'config'])
      expect(stdout).toContain(tool);
    expect(stderr).toContain('commander');
    expect(stderr).not.toMatch(/node_modules\/(ccxt|@duckdb|@prisma|better-sqlite3|pg|pino)\//);
    expect(stderr).not.toMatch(/src\/(main|exchange|store\/(?!redaction))/);
  });

  test.each([
    ['an unknown plug-in', ['study', 'rsy', '--in', 'x.csv'], 'countersign: there is no plug-in rsy; did you mean rsi?\n'],
    [
      'a scan of nothing',
      ['scan', '--at', '2024-06-01'],
      'countersign: scan needs --data FOLDER, recorded candles such as ./candles\n',
    ],
    ['pairs of nothing', ['pairs'], 'countersign: pairs needs --data FOLDER, recorded candles such as ./candles\n'],
  ])('%s is one line and status 2', async (_, args, says) => {
    expect(await run(args)).toEqual({ status: 2, stdout: '', stderr: says });
  });

  test('what of a folder is not played is told on the screen, in /health, as an event, as an alert and at the end; a note is no fault', async () => {
    const from = Date.UTC(2024, 5, 1);
    const bars = (count: number) => columnsOf(Array.from({ length: count }, (_, i) => candle(from + (i - 20) * HOUR)));
    for (const name of ['BTCUSDT', 'BTCUSDT_240628'])
      await writeCandleFile(join(folder, `told/binance/${name}/1h.parquet`), bars(30));
    await writeCandleFile(join(folder, 'plain/binance/BTCUSDT/1h.parquet'), bars(30));
    const play = async (recording: string) => {
      const args = ['start', '--replay', recording, '--from', '2024-06-01', '--speed', 'max', '--home', 'played', '--again'];
      return (await lines.run(args, { input: '/health\n' })).stdout.replaceAll(/\s+/g, ' ');
    };
    const passed = 'binance/BTCUSDT_240628 is passed over: a contract, which is not played';
    const left =
      '1 last candle is taken as unfinished and left out, since a recording may have stopped within it: BTC/USDT 2024-06-01 09:00 UTC';
    const told = await play('told');
    expect(told.split(passed)).toHaveLength(4);
    expect(told.split(left)).toHaveLength(4);
    expect(told).toContain('Not all well');
    const stored = await storedIn(join(folder, 'played'));
    expect(eventsOf(stored, 'started').map(({ leftOut }) => leftOut)).toEqual([[expect.stringContaining(passed)]]);
    expect(eventsOf(stored, 'alert').map(({ alert }) => alert)).toContain('left out');
    const plain = await play('plain');
    expect(plain).toContain('All well');
    expect(plain).toContain(`✓ candles: ${left}`);
    expect(plain).not.toContain('none missing');
  });

  test('what steers a replay is refused on a real exchange, every flag at once', async () => {
    const { status, stderr } = await run(['start', '--from', '2024-06-01', '--speed', 'max', '--again'], { EXCHANGE: 'binance' });
    expect(status).toBe(2);
    for (const flag of ['--from', '--speed', '--again'])
      expect(stderr).toContain(`${flag}; expected no such flag with EXCHANGE=binance`);
  });

  test('--version and the flags of start', async () => {
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { stdout: help } = await run(['start', '--help']);
    for (const flag of [
      'replay',
      'from',
      'to',
      'symbols',
      'speed',
      'timeframe',
      'seed',
      'home',
      'authority',
      'json',
      'daemon',
      'again',
    ])
      expect(help).toContain(`--${flag}`);
  });

  test('wrong flags and wrong configuration are told together, exit status 2', async () => {
    const { status, stderr } = await run(['start', '--from', 'yesterday', '--speed', 'fast'], { RISK_PER_TRADE: '200%' });
    expect(status).toBe(2);
    expect(stderr).toContain('3 wrong values:');
    for (const name of ['--from = "yesterday"', '--speed = "fast"', 'RISK_PER_TRADE = "200%"']) expect(stderr).toContain(name);
  });

  test.each([[['start', '--colour']], [['strat']], [['start', '--authority', 'all']]])(
    '%j is refused with exit status 2',
    async (args) => {
      const { status, stderr } = await run(args);
      expect(status).toBe(2);
      expect(stderr).toContain('error:');
    },
  );

  test('config prints what is in force: flags, environment, .env (a byte order mark before it or not), defaults; no secret', async () => {
    writeFileSync(join(folder, '.env'), '\uFEFFTARGET=9%\nSTOP=3%\nDATABASE_URL=postgresql://desk:canary@host/db\n');
    const { status, stdout } = await run(['config', '--home', './elsewhere'], { STOP: '1%' });
    rmSync(join(folder, '.env'));
    expect(status).toBe(0);
    expect(stdout).toContain(`COUNTERSIGN_HOME=${join(folder, 'elsewhere')}`);
    expect(stdout).toContain('STOP=1%\n');
    expect(stdout).toContain('TARGET=9%\n');
    expect(stdout).toContain('DATABASE_URL=(hidden)\n');
    expect(stdout).not.toContain('canary');
  });
});

describe('check', () => {
  test('each component makes a round trip in a fresh home', async () => {
    const { status, stdout } = await run(['check', '--offline', '--json', '--home', join(folder, 'home')]);
    const { ok, components } = z
      .object({ ok: z.boolean(), components: z.array(z.object({ name: z.string(), state: z.string() })) })
      .parse(JSON.parse(stdout));
    expect([status, ok]).toEqual([0, true]);
    expect(Object.fromEntries(components.map(({ name, state }) => [name, state]))).toEqual({
      home: 'ok',
      configuration: 'ok',
      database: 'ok',
      audit: 'ok',
      candles: 'ok',
      logs: 'ok',
      exchange: 'left out',
      telegram: 'left out',
      discord: 'left out',
      strangers: 'ok',
      'plug-ins': 'ok',
    });
    // What was tried is cleared away.
    expect(readdirSync(folder).filter((name) => name.startsWith('check-'))).toEqual([]);
  });

  test('a failure is told with advice and without secrets, exit status 1', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const broken = await run(['check', '--offline', '--home', join(file, 'home')]);
    expect(broken.status).toBe(1);
    expect(broken.stdout).toContain('✗ home');
    expect(broken.stdout).toContain('--home or COUNTERSIGN_HOME');
    const unreachable = await run(['check', '--offline', '--home', join(folder, 'home')], {
      DATABASE_URL: 'postgresql://desk:canary@127.0.0.1:1/desk',
    });
    expect(unreachable.status).toBe(1);
    expect(unreachable.stdout).toContain('✗ database');
    expect(unreachable.stdout + unreachable.stderr).not.toContain('canary');
  });

  test('a .env with secrets that others can read is told of', async () => {
    writeFileSync(join(folder, '.env'), 'TELEGRAM_TOKEN=123:abc\n', { mode: 0o644 });
    const told = await run(['check', '--offline', '--home', join(folder, 'unread')]);
    rmSync(join(folder, '.env'));
    expect(told.stdout).toContain('chmod 600 .env');
  });

  test.each([
    [['audit', 'verify'], 1],
    [['audit', 'accept'], 2],
    [['models', 'rebuild'], 2],
    [['check', '--offline'], 0],
    [['config'], 0],
  ])('%j on a home that is not there makes none', async (words, status) => {
    const home = join(folder, 'nowhere', 'home');
    const told = await run([...words, '--home', home]);
    expect(told.status).toBe(status);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
    if (status !== 0) expect(told.stdout + told.stderr).toContain(`There is no home in ${home}`);
  });
});

describe('a home after a run', () => {
  let home: string;
  beforeAll(async () => {
    home = join(folder, 'own');
    mkdirSync(home, { mode: 0o755 });
    const input = '/config risk.perTrade 1%\n/yes\n';
    await lines.run(['start', '--home', home, '--speed', 'max'], { environment: QUICK, input });
  });

  test("is its owner's alone", () => {
    const files = readdirSync(home, { recursive: true, encoding: 'utf8' });
    expect(files).toContain('countersign.db');
    expect([home, ...files.map((name) => join(home, name))].filter((file) => (statSync(file).mode & 0o077) !== 0)).toEqual([]);
    expect(statSync(home).mode & 0o777).toBe(0o700);
  });

  test('says in config by which settings its account trades', async () => {
    const { stdout: told } = await run(['config', '--home', home], QUICK);
    expect(told).toContain('RISK_PER_TRADE=2%\n');
    expect(told).toContain('trades by version 2 of its own settings');
    expect(told).toContain('# RISK_PER_TRADE: 1 % (2 % above)\n');
  });
});

describe('the flags of start', () => {
  test('are read into times, symbols and numbers', () => {
    expect(
      readStartFlags({
        replay: '.',
        from: '2024-06-01',
        to: '2024-08-31T12:00',
        symbols: 'btc/usdt, ETH/USDT:USDT,kPEPE,ETH/USDT:USDT，币安人生/USDT:USDT',
        speed: 'max',
        timeframe: '1h',
        seed: '7',
        json: true,
      }),
    ).toEqual({
      replay: '.',
      from: Date.UTC(2024, 5, 1),
      to: Date.UTC(2024, 7, 31, 12),
      symbols: ['btc/usdt', 'ETH/USDT:USDT', 'kPEPE', '币安人生/USDT:USDT'],
      speed: 'max',
      timeframe: '1h',
      seed: 7,
      json: true,
      daemon: false,
      again: false,
    });
    expect(readStartFlags({})).toEqual({ json: false, daemon: false, again: false });
    expect(readStartFlags({ speed: '0.5' }).speed).toBe(0.5);
  });

  test.each([
    ['from', '2024-02-31'],
    ['to', 'soon'],
    ['symbols', 'BTC/USDT,,'],
    ['speed', '0'],
    ['speed', '-1'],
    ['timeframe', '7m'],
    ['seed', '1.5'],
    ['replay', 'no/such/folder'],
  ])('--%s %s is refused by name', (name, text) => {
    expect(() => readStartFlags({ [name]: text })).toThrow(ConfigError);
    expect(() => readStartFlags({ [name]: text })).toThrow(`--${name} = "${text}"`);
  });

  test('the end comes after the start', () => {
    expect(() => readStartFlags({ from: '2024-06-01', to: '2024-06-01' })).toThrow('a time after --from');
  });
});
