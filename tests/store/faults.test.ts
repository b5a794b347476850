import {
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { StoreError } from '../../src/core/facts/storeError.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { connect, placeOf } from '../../src/store/driver.ts';
import { headFileOf } from '../../src/store/head.ts';
import { openLog } from '../../src/store/log.ts';
import { type Ground, places } from './databases.ts';
import { alert, commands, entries, intent } from './events.ts';

const [, postgres] = places;

/** What SQLite calls `PRAGMA synchronous = FULL`. */
const FULL = 2n;

const openOn = (ground: Ground, database: Database) =>
  openLog(database, 'a', { headFile: headFileOf(ground.home, 'a'), channels: ['terminal'] });

describe.each(places)('a database on $name that fails', (place) => {
  let ground: Ground;
  let database: Database;
  beforeEach(async () => {
    ground = await place.make();
    database = await ground.open(50);
  });
  afterEach(async () => {
    await database.close();
    await ground.clear();
  });

  test('locked by another program: refused by name after the wait, nothing written, then it goes on (row 36)', async () => {
    const log = await openOn(ground, database);
    await log.append(commands(2));
    const other = await ground.raw();
    await other.script(place.name === 'SQLite' ? 'BEGIN EXCLUSIVE' : 'BEGIN; LOCK TABLE "event" IN EXCLUSIVE MODE');
    const waiting = entries(intent('d', '0', 'c'), alert('1', 'critical'));
    await expect(log.append(waiting)).rejects.toMatchObject({
      name: 'StoreError',
      kind: 'locked',
      message: expect.stringMatching(/append 2 events.*Close the other program/s),
    });
    await expect(log.append(waiting)).rejects.toMatchObject({ kind: 'locked' });
    expect(log.head.seq).toBe(2);
    await other.script('ROLLBACK');
    await other.close();
    await log.append(waiting);
    expect((await Array.fromAsync(log.read())).map((row) => row.seq)).toEqual([1, 2, 3, 4]);
  });

  test('locked by another program: a look tells it at once, and writes nothing', async () => {
    const log = await openOn(ground, database);
    await log.append(commands(2));
    await database.probe();
    const other = await ground.raw();
    await other.script(place.name === 'SQLite' ? 'BEGIN IMMEDIATE' : 'BEGIN; LOCK TABLE "event" IN EXCLUSIVE MODE');
    await expect(database.probe()).rejects.toMatchObject({ kind: 'locked' });
    await other.script('ROLLBACK');
    await other.close();
    await database.probe();
    expect(await Array.fromAsync(log.read())).toHaveLength(2);
  });

  test('syncs at each commit', async () => {
    const [mode] = await database.run('ask', async (tables) => {
      const answer = place.name === 'SQLite' ? tables.$queryRaw`PRAGMA synchronous` : tables.$queryRaw`SHOW synchronous_commit`;
      return z.array(z.record(z.string(), z.unknown())).parse(await answer);
    });
    expect(mode).toEqual(place.name === 'SQLite' ? { synchronous: FULL } : { synchronous_commit: 'on' });
  });

  test('queries never fall into an open transaction, so that its failure takes nothing else with it', async () => {
    const log = await openOn(ground, database);
    const ids = Array.from({ length: 10 }, (_, index) => `${index}`);
    await log.append(entries(intent('d', '0', 'c'), ...ids.map((id) => alert(id, 'info'))));
    const again = { account: 'a', clientId: 'c', decision: 'd', leg: '0', seq: 1 };
    const doomed = async (): Promise<void> => {
      const statements = database.transaction('fail', ({ lease, intent }) => [
        lease.createMany({ data: [{ account: 'a', epoch: 1, holder: 'nobody' }] }),
        intent.createMany({ data: [again] }),
      ]);
      await expect(statements).rejects.toMatchObject({ kind: 'duplicate' });
    };
    // Each mark comes a few microtasks later than the one before, so that some would come between two statements.
    const mark = async (id: string, delay: number): Promise<void> => {
      for (let turn = 0; turn < delay; turn += 1) await Promise.resolve();
      await database.run('mark', (tables) =>
        tables.delivery.updateMany({ where: { account: 'a', alert: id }, data: { state: 'sent' } }),
      );
    };
    for (const [index, id] of ids.entries()) await Promise.all([doomed(), mark(id, index * 4)]);
    const deliveries = await database.run('read', (tables) => tables.delivery.findMany({ where: { account: 'a' } }));
    expect(deliveries.filter((row) => row.state !== 'sent')).toEqual([]);
    expect(await database.run('read', (tables) => tables.lease.findMany({ where: {} }))).toEqual([]);
  });

  test('a second database on the same place reads what the first has committed', async () => {
    await (await openOn(ground, database)).append(commands(3));
    const second = await ground.open();
    expect(await Array.fromAsync((await openOn(ground, second)).read())).toHaveLength(3);
    await second.close();
  });
});

describe('a SQLite file that fails', () => {
  const sqlite = places.find((place) => place.name === 'SQLite');
  let ground: Ground;
  beforeEach(async () => {
    if (sqlite === undefined) throw new Error('SQLite is always there');
    ground = await sqlite.make();
  });
  afterEach(async () => {
    await ground.clear();
  });

  test('full: refused by name, nothing written, then it goes on (row 35)', async () => {
    const database = await ground.open();
    const log = await openOn(ground, database);
    await log.append(commands(2));
    // SQLite then finds no room for another page.
    await database.run('cap', (tables) => tables.$queryRaw`PRAGMA max_page_count = 1`);
    await expect(log.append(commands(2_000, 3))).rejects.toMatchObject({
      kind: 'full',
      message: expect.stringMatching(/append 2000 events.*Free space/s),
    });
    expect(log.head.seq).toBe(2);
    expect(await Array.fromAsync(log.read())).toHaveLength(2);
    await database.run('uncap', (tables) => tables.$queryRaw`PRAGMA max_page_count = 1000000`);
    await log.append(commands(2_000, 3));
    expect(await Array.fromAsync(log.read())).toHaveLength(2_002);
    await database.close();
  });

  test('locked: everything else goes on meanwhile, and what was to be written is there once it is free (row 36)', async () => {
    const database = await ground.open(300_000);
    const log = await openLog(database, 'a', { headFile: headFileOf(ground.home, 'a'), channels: [], patience: 300_000 });
    await log.append(commands(2));
    const other = await ground.raw();
    await other.script('BEGIN IMMEDIATE');
    let written = false;
    const writing = log.append(commands(1, 3)).then(() => {
      written = true;
      return written;
    });
    for (let i = 0; i < 50; i++) {
      expect(await Array.fromAsync(log.read())).toHaveLength(2);
      await new Promise(setImmediate);
    }
    expect(written).toBe(false);
    await other.script('ROLLBACK');
    await writing;
    expect(await Array.fromAsync(log.read())).toHaveLength(3);
    await other.close();
    await database.close();
  });

  const gone: readonly (readonly [string, string, (file: string) => void])[] = [
    ['deleted', 'countersign.db was deleted', (file) => rmSync(file)],
    [
      'deleted with its write-ahead log',
      'countersign.db was deleted',
      (file) => [file, `${file}-wal`].forEach((one) => rmSync(one)),
    ],
    ['robbed of its write-ahead log', 'countersign.db-wal was deleted', (file) => rmSync(`${file}-wal`)],
    [
      'replaced',
      'countersign.db is another file',
      (file) => {
        copyFileSync(file, `${file}.backup`);
        renameSync(`${file}.backup`, file);
      },
    ],
  ];
  test.each(gone)('%s while it is open: nothing more goes into what would be lost', async (_what, says, become) => {
    const database = await ground.open();
    const log = await openOn(ground, database);
    await log.append(commands(2));
    database.check();
    become(join(ground.home, 'countersign.db'));
    expect(() => database.check()).toThrow(says);
    await expect(log.append(commands(1, 3))).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(says),
    });
    await expect(database.transaction('mark', () => [])).rejects.toMatchObject({ kind: 'unreachable' });
    expect(log.head.seq).toBe(2);
    await database.close();
  });

  test('put aside and back again: it goes on', async () => {
    const database = await ground.open();
    const log = await openOn(ground, database);
    const file = join(ground.home, 'countersign.db');
    renameSync(file, `${file}.aside`);
    await expect(log.append(commands(1))).rejects.toMatchObject({ kind: 'unreachable' });
    renameSync(`${file}.aside`, file);
    await log.append(commands(1));
    expect(await Array.fromAsync(log.read())).toHaveLength(1);
    await database.close();
  });

  test('with flipped bits: refused as broken, never read as if it were whole (row 37)', async () => {
    const database = await ground.open();
    await (await openOn(ground, database)).append(commands(3_000));
    await database.close();
    const file = join(ground.home, 'countersign.db');
    const handle = openSync(file, 'r+');
    const size = statSync(file).size;
    for (let at = 4_096 * 60; at < size; at += 4_096) writeSync(handle, Buffer.alloc(64, 0xa5), 0, 64, at);
    const again = await ground.open();
    await expect(openOn(ground, again).then((log) => Array.fromAsync(log.read()))).rejects.toMatchObject({
      name: 'StoreError',
      kind: 'broken',
    });
    await again.close();
  });

  test('that is no database: refused as broken, and left as it was', async () => {
    const file = join(ground.home, 'countersign.db');
    writeFileSync(file, 'letters to my bank, 2019-2024\n'.repeat(300));
    await expect(ground.open()).rejects.toMatchObject({ kind: 'broken', message: expect.stringContaining(file) });
    expect(readFileSync(file, 'utf8')).toMatch(/^letters to my bank/);
  });

  test('in a folder that cannot be: the advice says so', async () => {
    writeFileSync(join(ground.home, 'taken'), '');
    await expect(openDatabase({ home: join(ground.home, 'taken', 'home') })).rejects.toMatchObject({
      name: 'StoreError',
      advice: expect.stringContaining('folder'),
    });
  });
});

describe('a PostgreSQL server that fails', () => {
  test('that does not answer: unreachable, without the password', async () => {
    const home = mkdtempSync(join(tmpdir(), 'countersign-'));
    const failure = await openDatabase({ url: 'postgresql://desk:hunter2@127.0.0.1:1/desk', home }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: 'StoreError', kind: 'unreachable' });
    expect(`${String(failure)} ${JSON.stringify(failure)}`).not.toContain('hunter2');
    rmSync(home, { recursive: true });
  });

  test.each(places.filter((place) => place.name === 'PostgreSQL'))(
    'that drops the connection: refused as unreachable, then it goes on, each batch once',
    async (place) => {
      const ground = await place.make();
      const database = await ground.open();
      const log = await openOn(ground, database);
      const raw = await ground.raw();
      const failures: unknown[] = [];
      for (let round = 0; round < 6; round += 1) {
        const batch = commands(20, round * 20 + 1);
        await raw.rows(
          'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
        );
        for (let done = false; !done; ) {
          const failure = await log.append(batch).catch((error: unknown) => error);
          done = failure === undefined;
          if (!done) failures.push(failure);
        }
      }
      expect(failures.length).toBeLessThan(20);
      expect(failures.every((failure) => failure instanceof StoreError && failure.kind === 'unreachable')).toBe(true);
      expect(await Array.fromAsync(log.read())).toHaveLength(120);
      await raw.close();
      await database.close();
      await ground.clear();
    },
  );

  const denied: readonly (readonly [string, string, (name: string, isDenied: boolean) => string])[] = [
    [
      'only lets itself be read',
      '25006',
      (name, isDenied) => `ALTER DATABASE ${name} SET default_transaction_read_only = ${isDenied ? 'on' : 'off'}`,
    ],
    ['takes no connections', '55000', (name, isDenied) => `ALTER DATABASE ${name} ALLOW_CONNECTIONS ${!isDenied}`],
  ];
  test.skipIf(postgres === undefined).each(denied)(
    'whose database %s: refused as unreachable, told by a look too, then it goes on',
    async (_, code, denying) => {
      const ground = await postgres?.make();
      if (ground?.url === undefined) throw new Error('there is no PostgreSQL');
      const database = await ground.open();
      const log = await openOn(ground, database);
      await log.append(commands(2));
      const url = new URL(ground.url);
      const name = url.pathname.slice(1);
      url.pathname = '/postgres';
      const server = await connect(placeOf(url.href, ground.home), { lock: 2_000 });
      const become = async (isDenied: boolean): Promise<void> => {
        await server.script(denying(name, isDenied));
        await server.rows(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${name}'`);
      };
      await become(true);
      const failures: unknown[] = [];
      for (let i = 0; i < 3; i++) failures.push(await log.append(commands(1, 3)).catch((error: unknown) => error));
      failures.push(await database.probe().catch((error: unknown) => error));
      expect(failures).toEqual(failures.map(() => expect.objectContaining({ kind: 'unreachable' })));
      expect(String(failures.at(-1))).toContain(code);
      await become(false);
      for (let done = false; !done; ) done = (await log.append(commands(1, 3)).catch((error: unknown) => error)) === undefined;
      expect(await Array.fromAsync(log.read())).toHaveLength(3);
      await server.close();
      await database.close();
      await ground.clear();
    },
  );
});
