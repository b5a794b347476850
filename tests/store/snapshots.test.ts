import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { evolve } from '../../src/core/state/evolve.ts';
import { STATE_FORM, snapshotOf } from '../../src/core/state/snapshot.ts';
import { standingOf } from '../../src/core/state/standing.ts';
import { emptyState } from '../../src/core/state/state.ts';
import { verifyLog } from '../../src/store/audit.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf, readHead } from '../../src/store/head.ts';
import { type Log, openLog } from '../../src/store/log.ts';
import type { LogEntry } from '../../src/store/rows.ts';
import { readSnapshots } from '../../src/store/snapshots.ts';
import { standingIn } from '../../src/store/standing.ts';
import { snapshotCheck } from '../../src/tools/snapshotCheck.ts';
import { type Ground, places } from './databases.ts';

const ACCOUNT = 'replay/paper/main';
const START = Date.UTC(2024, 5, 1);

/** Deposits of 1, one a step. */
const deposits = (count: number, from: number): LogEntry[] =>
  Array.from({ length: count }, (_, i) => ({
    step: (START + from + i) * 1000,
    event: { type: 'funded', at: START + from + i, amount: '1', why: `deposit ${from + i}` },
  }));

describe.each(places)('snapshots on $name', (place) => {
  let ground: Ground;
  let database: Database;
  let headFile: string;
  const open = (): Promise<Log> => openLog(database, ACCOUNT, { headFile, channels: [], snapshotEvery: 10 });

  beforeAll(async () => {
    ground = await place.make();
    database = await ground.open();
    headFile = headFileOf(ground.home, ACCOUNT);
  });
  beforeEach(async () => {
    await ground.empty(database);
  });
  afterAll(async () => {
    await database.close();
    await ground.clear();
  });

  /** Writes that many deposits in batches of four, with a snapshot wherever one is due. */
  async function write(count: number): Promise<Log> {
    const log = await open();
    const state = emptyState();
    for (let from = 0; from < count; from += 4) {
      const batch = deposits(Math.min(4, count - from), from);
      for (const { event } of batch) evolve(state, event);
      await log.append(batch);
      await log.snapshot(() => snapshotOf(state, batch.at(-1)?.step ?? undefined));
    }
    return log;
  }

  /** What a start reads: the rows after a snapshot, and the whole of what the log says. */
  async function start(rerun = false) {
    const log = await open();
    const read: number[] = [];
    const standing = await standingIn(
      {
        head: log.head,
        lastStep: log.lastStep,
        snapshots: log.snapshots,
        async *read(after) {
          for await (const row of log.read(after)) {
            read.push(row.seq);
            yield row;
          }
        },
      },
      rerun,
    );
    return { log, standing, read, whole: standingOf(await Array.fromAsync(log.read()), rerun) };
  }

  const standing = async () => standingIn(await open(), false);

  const raw = async (...statements: readonly string[]): Promise<void> => {
    const connection = await ground.raw();
    for (const sql of statements) await connection.script(sql);
    await connection.close();
  };

  test('are taken every so many rows, the newest two are kept, and a start reads what came after', async () => {
    const log = await write(45);
    expect((await log.snapshots()).map(({ seq }) => seq)).toEqual([36, 24]);
    const { standing, read, whole } = await start();
    expect(read).toEqual([37, 38, 39, 40, 41, 42, 43, 44, 45]);
    expect(standing).toEqual(whole);
  });

  test('a replay, whose last step is run again, starts on the one before it', async () => {
    await write(24);
    const { standing, read, whole } = await start(true);
    expect(read[0]).toBe(13);
    expect(standing).toEqual(whole);
    expect(standing.again).toEqual([expect.objectContaining({ why: 'deposit 23' })]);
  });

  test('one that was changed is passed over, as is one of another form: the log is read instead', async () => {
    await write(24);
    await raw(`UPDATE "snapshot" SET "body" = replace("body", '"1', '"9') WHERE "seq" = 24`);
    expect((await start()).read[0]).toBe(13);
    await raw(`UPDATE "snapshot" SET "version" = ${STATE_FORM + 1} WHERE "seq" = 12`);
    const { standing, read, whole, log } = await start();
    expect(read[0]).toBe(1);
    expect(standing).toEqual(whole);
    // The next start need not read it all again.
    await log.append(deposits(1, 24));
    await log.snapshot(() => snapshotOf(standing.state, undefined));
    expect((await log.snapshots()).map(({ seq }) => seq)[0]).toBe(25);
  });

  test('one that the file outside does not name is passed over: somebody has put it there', async () => {
    await write(24);
    const named = readFileSync(headFile, 'utf8');
    writeFileSync(headFile, named.replace(/"snapshots":\[[^\]]*\]/, '"snapshots":[]'));
    expect((await start()).read[0]).toBe(1);
  });

  test('a file of before there were any opens the log', async () => {
    await write(6);
    const head = await readHead(headFile);
    writeFileSync(headFile, `{"seq":${head?.seq},"hash":"${head?.hash}"}\n`);
    expect((await start()).read).toHaveLength(6);
  });

  test('a row after the snapshot that is not as it was written refuses the start; one before it is found by the audit', async () => {
    await write(21);
    await raw(`UPDATE "event" SET "body" = replace("body", 'deposit', 'gift') WHERE "seq" = 3`);
    expect((await standing()).state.account.balance).toBe(21_000_000_000_000n);
    expect(await verifyLog(database, ACCOUNT, await readHead(headFile))).toMatchObject({ ok: false, fault: 'changed', seq: 3 });
    await raw(`UPDATE "event" SET "body" = replace("body", 'deposit', 'gift') WHERE "seq" = 20`);
    await expect(standing()).rejects.toMatchObject({ name: 'StoreError', kind: 'broken' });
  });

  test('the audit holds them against what the rows add up to', async () => {
    await write(24);
    const check = async (): Promise<number | undefined> => {
      const head = await readHead(headFile);
      const found = snapshotCheck(await readSnapshots(database, ACCOUNT, head?.snapshots ?? []));
      await verifyLog(database, ACCOUNT, head, found.take);
      return found.wrong;
    };
    expect(await check()).toBeUndefined();
    const log = await open();
    const wrong = emptyState();
    await log.append(deposits(10, 24));
    await log.snapshot(() => snapshotOf(wrong, 1));
    expect(await check()).toBe(34);
  });

  test('where it cannot even be made, the log goes on', async () => {
    const log = await write(12);
    await log.append(deposits(12, 12));
    await log.snapshot(() => {
      throw new RangeError('Invalid string length');
    });
    await log.append(deposits(1, 24));
    expect((await log.snapshots()).map(({ seq }) => seq)).toEqual([12]);
  });

  test('where one cannot be kept, nothing is lost and it is tried again', async () => {
    await write(8);
    await raw('ALTER TABLE "snapshot" RENAME TO "elsewhere"');
    const log = await open();
    await log.append(deposits(4, 8));
    await log.snapshot(() => snapshotOf(emptyState(), 1));
    await log.append(deposits(1, 12));
    await raw('ALTER TABLE "elsewhere" RENAME TO "snapshot"');
    expect(await log.snapshots()).toEqual([]);
    expect(await Array.fromAsync((await open()).read())).toHaveLength(13);
    await log.append(deposits(10, 13));
    await log.snapshot(() => snapshotOf(emptyState(), 1));
    expect((await log.snapshots()).map(({ seq }) => seq)).toEqual([23]);
  });
});
