import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { type Connection, connect, placeOf } from '../../src/store/driver.ts';
import { headFileOf } from '../../src/store/head.ts';
import { journalFileOf } from '../../src/store/journal.ts';
import { openLog } from '../../src/store/log.ts';
import { type Ground, places, silencer } from '../store/databases.ts';
import { judge } from '../support/judge.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf, type MemoryLog } from '../support/memoryLog.ts';
import { freshHome, runProcess, storedIn } from '../support/processDesk.ts';

const settings = stillSettings();
const [sqlite, postgres] = places;
let ground: Ground;

beforeEach(async () => {
  if (sqlite === undefined) throw new Error('there is no SQLite');
  ground = await sqlite.make();
});
afterEach(() => ground.clear());

/** Another program that writes into the database of a home, for a while. */
async function lockFile(home: string): Promise<Connection> {
  const other = await connect(placeOf(undefined, home), { lock: 2_000 });
  await other.script('BEGIN IMMEDIATE');
  return other;
}

async function freeFile(held: Promise<Connection> | undefined): Promise<void> {
  const other = await held;
  await other?.script('ROLLBACK');
  await other?.close();
}

/** A desk with one position on a log in a SQLite file, its steps not to be played again. */
async function deskOnFile(url?: string) {
  const database = url === undefined ? await ground.open() : await openDatabase({ url, home: ground.home });
  const file = headFileOf(ground.home, 'a');
  const answer = url === undefined ? {} : { answer: 300 };
  const log = await openLog(database, 'a', { headFile: file, channels: [], patience: 0, ...answer });
  const { append, setAside, history, queries, lastStep, snapshots, read, snapshot } = log;
  const stored: MemoryLog = {
    append,
    setAside,
    history,
    queries,
    lastStep,
    snapshots,
    read,
    snapshot,
    rows: [],
    taken: [],
    batches: 0,
    dead: new Promise<void>(() => undefined),
    get head() {
      return log.head;
    },
  };
  const source = written({ 'AAA/USDT': flat(12), 'BBB/USDT': flat(12) });
  const desk = await openDesk({ source, from: START, to: hour(12), settings, log: stored, rerun: false });
  await desk.play(hour(2));
  await desk.type('/buy AAA/USDT 5000');
  return { desk, log, database, journal: journalFileOf(file) };
}

test('fault row 36: while another program holds the SQLite file, reads answer, /panic goes out, nothing is added, and all is stored afterwards', async () => {
  const { desk, log, database, journal } = await deskOnFile();
  const before = log.head.seq;
  const other = await ground.raw();
  await other.script('BEGIN IMMEDIATE');
  for (const line of ['/status', '/trades', '/profit', '/audit', '/why AAA']) expect((await desk.type(line)).outcome).toBe('ok');
  expect((await desk.type('/buy BBB/USDT 5000')).reply.lines.join(' ')).toContain('Close the other program');
  for (const line of ['/trades', '/profit', '/daily', '/audit', '/why AAA'])
    expect((await desk.type(line)).reply.lines.at(-1)).toMatch(
      /^What happened last is not in this, \d+ events?: the database cannot be written$/,
    );
  for (const line of ['/status', '/positions', '/balance'])
    expect((await desk.type(line)).reply.lines.join()).not.toContain('not in this');
  const panic = await desk.type('/panic now');
  expect(panic.reply.lines.at(-1)).toBe('Not stored yet: the database cannot be written. It is stored as soon as it can be');
  expect([...desk.paper.holdings().keys()]).toEqual([]);
  await desk.play(hour(4));
  expect(desk.state.lastInstant?.at).toBe(hour(4));
  expect([log.head.seq, existsSync(journal)]).toEqual([before, true]);
  await other.script('ROLLBACK');
  await other.close();
  await desk.play();
  expect((await desk.type('/trades')).reply.lines.join()).not.toContain('not in this');
  const rows = await Array.fromAsync(log.read());
  expect(judge(rows, { settings }).faults).toEqual([]);
  expect(eventsOf(rows, 'command').map(({ line }) => line)).toContain('/panic now');
  expect(eventsOf(rows, 'positionClosed')).toMatchObject([{ why: 'panic' }]);
  expect(eventsOf(rows, 'instant').map(({ at }) => at)).toContain(hour(3));
  expect(existsSync(journal)).toBe(false);
  await database.close();
});

/** What a desk does while its server says nothing: no lock is refused, and no connection breaks. */
test.skipIf(postgres === undefined)(
  'fault row 36: while a server takes everything and answers nothing, /panic goes out at once, and all is stored once afterwards',
  async () => {
    const remote = await postgres?.make();
    if (remote?.url === undefined) throw new Error('there is no PostgreSQL');
    const way = await silencer(remote.url);
    const { desk, log, database, journal } = await deskOnFile(way.url);
    const before = log.head.seq;
    way.silence();
    // Far less than the 10 s after which the client gives such a server up.
    const within = AbortSignal.timeout(5_000);
    const panic = await desk.type('/panic now');
    expect(panic.reply.lines.at(-1)).toBe('Not stored yet: the database cannot be written. It is stored as soon as it can be');
    expect([...desk.paper.holdings().keys()]).toEqual([]);
    expect((await desk.type('/buy BBB/USDT 5000')).reply.lines.join(' ')).toContain('has not answered for 300 ms');
    expect([within.aborted, log.head.seq, existsSync(journal)]).toEqual([false, before, true]);
    way.speak();
    await vi.waitUntil(async () => {
      await desk.trader.pulse();
      return desk.trader.desk.unstored() === undefined;
    }, 10_000);
    const rows = await Array.fromAsync(log.read());
    expect(judge(rows, { settings }).faults).toEqual([]);
    expect(eventsOf(rows, 'command').filter(({ line }) => line === '/panic now')).toHaveLength(1);
    expect(eventsOf(rows, 'positionClosed')).toMatchObject([{ why: 'panic' }]);
    expect(existsSync(journal)).toBe(false);
    await database.close();
    await way.close();
    await remote.clear();
  },
);

test.each([
  ['its file cannot be made', (journal: string) => mkdirSync(journal)],
  ['its folder is gone', (journal: string) => rmSync(dirname(journal), { recursive: true })],
])(
  'fault row 35: where the journal cannot be written either, since %s, /panic goes out and says so, and nothing is added',
  async (_, spoil) => {
    const { desk, log, database, journal } = await deskOnFile();
    const other = await ground.raw();
    await other.script('BEGIN IMMEDIATE');
    spoil(journal);
    expect((await desk.type('/buy BBB/USDT 5000')).outcome).toBe('refused');
    const panic = await desk.type('/panic now');
    expect(panic.reply.lines.at(-1)).toMatch(/^Not stored: neither the database nor the journal/);
    expect([...desk.paper.holdings().keys()]).toEqual([]);
    rmSync(journal, { recursive: true, force: true });
    mkdirSync(dirname(journal), { recursive: true });
    await desk.play(hour(3));
    expect(desk.trader.desk.unstored()).toMatchObject({ kept: true });
    await other.script('ROLLBACK');
    await other.close();
    await desk.play();
    expect(desk.trader.desk.unstored()).toBeUndefined();
    const rows = await Array.fromAsync(log.read());
    expect(eventsOf(rows, 'positionClosed')).toMatchObject([{ why: 'panic' }]);
    await database.close();
  },
);

test('fault row 36: a whole desk whose file was locked for a while stays up, and its log is whole', async () => {
  const { home, remove } = freshHome();
  try {
    const at = { lock: 0, free: 0 };
    let holding: Promise<Connection> | undefined;
    let freed: Promise<void> | undefined;
    const ran = await runProcess(
      ['start', '--json', '--speed', 'max', '--symbols', 'SOL/USDT,DOGE/USDT', '--to', '2024-01-01T06:00'],
      home,
      {
        environment: { TIMEFRAMES: '5m', DECISION_TIMEFRAME: '5m' },
        kill(line, count) {
          if (holding === undefined && line.includes('"type":"intent"')) {
            at.lock = count;
            holding = lockFile(home);
          }
          // Far more than what is under way as the lock is taken.
          if (holding !== undefined && at.free === 0 && count > at.lock + 40) {
            at.free = count;
            freed = freeFile(holding);
          }
          return false;
        },
      },
    );
    await freed;
    expect([ran.status, ran.errors]).toEqual([0, expect.not.stringContaining('Error')]);
    expect(at.free).toBeGreaterThan(at.lock);
    const times = eventsOf(await storedIn(home), 'instant').map((one) => one.at);
    expect(times.slice(1).every((time, i) => time - (times[i] ?? 0) === 300_000)).toBe(true);
    expect(times.at(-1)).toBe(Date.UTC(2024, 0, 1, 6));
  } finally {
    remove();
  }
});

test.each([
  ['at the end of its market', () => false],
  ['by SIGTERM', (count: number) => count === 60 && 'SIGTERM'],
] as const)(
  'fault row 36: a whole desk that ends %s while its file is locked ends well, and the next start stores what waits',
  async (_, signal) => {
    const { home, remove } = freshHome();
    try {
      const run = (to: string, kill: (line: string, count: number) => boolean | 'SIGTERM') =>
        runProcess(['start', '--json', '--speed', 'max', '--symbols', 'SOL/USDT,DOGE/USDT', '--to', to], home, {
          environment: { TIMEFRAMES: '5m', DECISION_TIMEFRAME: '5m' },
          kill,
        });
      let holding: Promise<Connection> | undefined;
      const locked = await run('2024-01-01T06:00', (line, count) => {
        if (holding === undefined && line.includes('"type":"intent"')) holding = lockFile(home);
        return holding === undefined ? false : signal(count);
      });
      expect([locked.status, locked.errors]).toEqual([0, expect.not.stringContaining('Error')]);
      expect(readFileSync(join(home, 'logs', 'bot.log'), 'utf8')).toMatch(
        /events? waits? in the journal beside the database, and the next start stores what waits: .*Close the other program/,
      );
      await freeFile(holding);
      const next = await run('2024-01-01T06:10', () => false);
      expect([next.status, next.errors]).toEqual([0, '']);
      const rows = await storedIn(home);
      const times = eventsOf(rows, 'instant').map((one) => one.at);
      expect(times.slice(1).every((time, i) => time - (times[i] ?? 0) === 300_000)).toBe(true);
      expect(times.at(-1)).toBe(Date.UTC(2024, 0, 1, 6, 10));
      expect(eventsOf(rows, 'stopped')).toHaveLength(2);
    } finally {
      remove();
    }
  },
);

test('fault row 35: a whole desk whose database can grow no further plays on, ends well, and the next start stores what waits', async () => {
  const { home, remove } = freshHome();
  try {
    const run = (to: string, largestFile?: number) =>
      runProcess(['start', '--json', '--speed', 'max', '--symbols', 'SOL/USDT,DOGE/USDT', '--to', to], home, {
        environment: { TIMEFRAMES: '5m', DECISION_TIMEFRAME: '5m' },
        ...(largestFile === undefined ? {} : { largestFile }),
      });
    const full = await run('2024-01-02T00:00', 400);
    expect([full.status, full.errors]).toEqual([0, '']);
    expect(readFileSync(join(home, 'logs', 'bot.log'), 'utf8')).toMatch(/SQLITE_(FULL|IOERR_\w+)\)\. Free space on that disk/);
    expect((await run('2024-01-02T00:10')).status).toBe(0);
    const times = eventsOf(await storedIn(home), 'instant').map((one) => one.at);
    expect(times.slice(1).every((time, i) => time - (times[i] ?? 0) === 300_000)).toBe(true);
    expect(times.at(-1)).toBe(Date.UTC(2024, 0, 2, 0, 10));
  } finally {
    remove();
  }
});
