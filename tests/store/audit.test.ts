import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyLog } from '../../src/store/audit.ts';
import { rowHash } from '../../src/store/chain.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf, readHead } from '../../src/store/head.ts';
import { readHistory } from '../../src/store/history.ts';
import { openLog } from '../../src/store/log.ts';
import { type Ground, places } from './databases.ts';
import { commands } from './events.ts';

const ACCOUNT = 'replay/paper/main';

describe.each(places)('the audit on $name', (place) => {
  let ground: Ground;
  let database: Database;
  let headFile: string;

  beforeAll(async () => {
    ground = await place.make();
    database = await ground.open();
  });
  beforeEach(async () => {
    await ground.empty(database);
    headFile = headFileOf(ground.home, ACCOUNT);
    const log = await openLog(database, ACCOUNT, { headFile, channels: [] });
    await log.append(commands(12));
  });
  afterAll(async () => {
    await database.close();
    await ground.clear();
  });

  const verify = async (...tampering: readonly string[]) => {
    const raw = await ground.raw();
    for (const sql of tampering) await raw.script(sql);
    await raw.close();
    return verifyLog(database, ACCOUNT, await readHead(headFile));
  };

  test('a whole log is well', async () => {
    expect(await verify()).toMatchObject({ ok: true, head: { seq: 12 }, beyond: 0 });
  });

  test.each([
    ['body', `UPDATE "event" SET "body" = replace("body", 'ann', 'bob') WHERE "seq" = 5`],
    ['time', `UPDATE "event" SET "at" = "at" + 1 WHERE "seq" = 5`],
    ['type', `UPDATE "event" SET "type" = 'funded' WHERE "seq" = 5`],
    ['step', `UPDATE "event" SET "step" = 3 WHERE "seq" = 5`],
    ['hash', `UPDATE "event" SET "hash" = '${'0'.repeat(64)}' WHERE "seq" = 5`],
  ])('a changed %s is found', async (_what, sql) => {
    expect(await verify(sql)).toMatchObject({ ok: false, fault: 'changed', seq: 5 });
  });

  test('a changed row whose hash was made to fit is found at the next', async () => {
    const [before, row] = await database.run('read', (tables) =>
      tables.event.findMany({ where: { seq: { gte: 4, lte: 5 } }, orderBy: [{ seq: 'asc' }] }),
    );
    if (before === undefined || row === undefined) throw new Error('the log of the test has no row 5');
    const body = row.body.replace('ann', 'bob');
    const result = await verify(
      `UPDATE "event" SET "body" = '${body}', "hash" = '${rowHash(before.hash, { ...row, body })}' WHERE "seq" = 5`,
    );
    expect(result).toMatchObject({ ok: false, fault: 'changed', seq: 6 });
  });

  test('a log rewritten from a row to its end is found by the head', async () => {
    const rows = await database.run('read', (tables) => tables.event.findMany({ where: {}, orderBy: [{ seq: 'asc' }] }));
    let before = rows[3]?.hash ?? '';
    const tampering: string[] = [];
    for (const row of rows.slice(4)) {
      const body = row.body.replace('ann', 'bob');
      before = rowHash(before, { ...row, body });
      tampering.push(`UPDATE "event" SET "body" = '${body}', "hash" = '${before}' WHERE "seq" = ${row.seq}`);
    }
    expect(await verify(...tampering)).toMatchObject({ ok: false, fault: 'changed', seq: 12 });
  });

  test.each([1, 5, 11])('row %i missing is found', async (seq) => {
    expect(await verify(`DELETE FROM "event" WHERE "seq" = ${seq}`)).toMatchObject({ ok: false, fault: 'missing', seq });
  });

  test.each([0, -3])(
    'a row that was put in as number %i is found, keeps the desk from starting, and is shown to nobody',
    async (seq) => {
      const copied = `INSERT INTO "event" ("account", "seq", "step", "at", "type", "body", "hash") SELECT "account", ${seq}, "step", "at", "type", "body", 'forged' FROM "event" WHERE "seq" = 5`;
      expect(await verify(copied)).toMatchObject({ ok: false, fault: 'added', seq });
      await expect(openLog(database, ACCOUNT, { headFile, channels: [] })).rejects.toThrow(`row ${seq} was never written`);
      const shown = await readHistory(database, ACCOUNT, { limit: 20 });
      expect(shown.map((row) => row.seq)).toEqual(Array.from({ length: 12 }, (_, i) => 12 - i));
    },
  );

  test('a missing row that was numbered over is found', async () => {
    const result = await verify(
      'DELETE FROM "event" WHERE "seq" = 5',
      'UPDATE "event" SET "seq" = -"seq" WHERE "seq" > 5',
      'UPDATE "event" SET "seq" = -"seq" - 1 WHERE "seq" < 0',
    );
    expect(result).toMatchObject({ ok: false, seq: 5 });
  });

  test.each([
    [5, 6],
    [3, 9],
    [1, 12],
  ])('rows %i and %i in each other’s place are found', async (a, b) => {
    const result = await verify(
      `UPDATE "event" SET "seq" = -1 WHERE "seq" = ${a}`,
      `UPDATE "event" SET "seq" = ${a} WHERE "seq" = ${b}`,
      `UPDATE "event" SET "seq" = ${b} WHERE "seq" = -1`,
    );
    expect(result).toMatchObject({ ok: false, fault: 'reordered', seq: a });
  });

  test.each([0, 1, 11])('a log cut off after row %i is found', async (last) => {
    const result = await verify(`DELETE FROM "event" WHERE "seq" > ${last}`);
    expect(result).toMatchObject({ ok: false, fault: 'cut off', seq: last + 1 });
  });

  test('another account’s rows cannot pass for this one’s', async () => {
    const other = await openLog(database, 'other', { headFile: headFileOf(ground.home, 'other'), channels: [] });
    await other.append(commands(12));
    const result = await verify(
      `DELETE FROM "event" WHERE "account" = '${ACCOUNT}'`,
      `UPDATE "event" SET "account" = '${ACCOUNT}' WHERE "account" = 'other'`,
    );
    expect(result).toMatchObject({ ok: false, fault: 'changed', seq: 1 });
  });

  test('rows that the head has not heard of are counted', async () => {
    const result = await verifyLog(database, ACCOUNT, { seq: 10, hash: (await rowTen())?.hash ?? '' });
    expect(result).toMatchObject({ ok: true, beyond: 2 });
  });

  const rowTen = async () => (await database.run('read', (tables) => tables.event.findMany({ where: { seq: 10 } })))[0];
});
