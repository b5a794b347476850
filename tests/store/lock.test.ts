import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoreError } from '../../src/core/facts/storeError.ts';
import { headFileOf } from '../../src/store/head.ts';
import { acquireLease, checkLease } from '../../src/store/lease.ts';
import { lockWriter } from '../../src/store/lock.ts';
import { openLog } from '../../src/store/log.ts';
import { type Ground, places } from './databases.ts';
import { commands } from './events.ts';

const SINCE = '2024-06-01T12:00:00Z';

describe.each(places)('one writer on $name', (place) => {
  let ground: Ground;
  beforeEach(async () => {
    ground = await place.make();
  });
  afterEach(async () => {
    await ground.clear();
  });

  test('a second one on the same home is told who runs, until the first has ended', async () => {
    const { home, url } = ground;
    const lock = await lockWriter({ home, url, account: 'a', since: SINCE });
    await expect(lockWriter({ home, url, account: 'b', since: SINCE })).rejects.toMatchObject({
      name: 'StoreError',
      kind: 'in use',
      message: expect.stringContaining(
        `another Countersign (pid ${process.pid}, since ${SINCE}) runs on the home folder ${home}`,
      ),
    });
    await lock.release();
    await (await lockWriter({ home, url, account: 'b', since: SINCE })).release();
  });

  test('a second home on the same database is refused the account', async () => {
    const other = mkdtempSync(join(tmpdir(), 'countersign-'));
    const url = ground.url ?? `file:${join(ground.home, 'shared', 'desk.db')}`;
    const lock = await lockWriter({ home: ground.home, url, account: 'a', since: SINCE });
    await expect(lockWriter({ home: other, url, account: 'a', since: SINCE })).rejects.toMatchObject({ kind: 'in use' });
    await lock.release();
    // Refused on the account, it must not have kept its home.
    await (await lockWriter({ home: other, url, account: 'a', since: SINCE })).release();
    rmSync(other, { recursive: true });
  });

  test('the lease is lost to whoever takes the next epoch', async () => {
    const database = await ground.open();
    const first = await acquireLease(database, 'a', 'pid 1');
    expect(first).toEqual({ account: 'a', epoch: 1, holder: 'pid 1' });
    expect(await checkLease(database, first)).toBe(true);
    const second = await acquireLease(database, 'a', 'pid 2');
    expect(second.epoch).toBe(2);
    expect(await checkLease(database, first)).toBe(false);
    expect(await checkLease(database, second)).toBe(true);
    expect(await acquireLease(database, 'b', 'pid 1')).toMatchObject({ epoch: 1 });
    await database.close();
  });

  test('a desk that cannot open the log takes the account from nobody', async () => {
    const database = await ground.open();
    const headFile = headFileOf(ground.home, 'a');
    const open = (holder: string) =>
      openLog(database, 'a', { headFile, channels: [], lease: () => acquireLease(database, 'a', holder) });
    const first = await open('pid 1');
    await first.append(commands(1));
    writeFileSync(headFile, 'no head');
    await expect(open('pid 2')).rejects.toMatchObject({ kind: 'broken' });
    await first.append(commands(1, 2));
    expect(first.head.seq).toBe(2);
    await database.close();
  });

  test('whoever has lost the lease can write nothing more, although the log has not moved since', async () => {
    const database = await ground.open();
    const open = async (holder: string) =>
      openLog(database, 'a', {
        headFile: headFileOf(ground.home, 'a'),
        channels: [],
        lease: () => acquireLease(database, 'a', holder),
      });
    const first = await open('pid 1');
    await first.append(commands(1));
    const second = await open('pid 2');
    await expect(first.append(commands(1, 2))).rejects.toMatchObject({
      kind: 'in use',
      message: expect.stringContaining('another Countersign has taken over the account a'),
    });
    await second.append(commands(1, 3));
    await expect(first.append(commands(1, 4))).rejects.toMatchObject({ name: 'StoreError' });
    expect(await Array.fromAsync(second.read())).toHaveLength(2);
    expect(second.head.seq).toBe(2);
    await database.close();
  });
});

test.each(places.filter(({ name }) => name === 'PostgreSQL'))(
  'a $name server that drops its connections: the lock is taken again, or it is told who has it',
  async (place) => {
    const ground = await place.make();
    const other = mkdtempSync(join(tmpdir(), 'countersign-'));
    const raw = await ground.raw();
    const { url } = ground;
    const locked = async (granted: boolean): Promise<void> => {
      const sql = `SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND granted = ${granted} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
      while (Number((await raw.rows(sql))[0]?.[0]) === 0) await new Promise(setImmediate);
    };
    const drop = () =>
      raw.rows(
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
    const lock = await lockWriter({ home: ground.home, url, account: 'a', since: SINCE });
    const lost = Promise.withResolvers<StoreError>();
    lock.watch(lost.resolve);
    await drop();
    await locked(true);
    await expect(lockWriter({ home: other, url, account: 'a', since: SINCE })).rejects.toMatchObject({ kind: 'in use' });
    // Whoever waits for it has it as soon as it is dropped.
    const waiting = lockWriter({ home: other, url, account: 'a', since: SINCE });
    await locked(false);
    await drop();
    const second = await waiting;
    expect(await lost.promise).toMatchObject({ kind: 'in use', message: expect.stringContaining('another Countersign') });
    await lock.release();
    await second.release();
    await raw.close();
    await ground.clear();
    rmSync(other, { recursive: true });
  },
);
