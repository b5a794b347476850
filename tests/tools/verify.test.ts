import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import { createAccount } from '../../src/store/accounts.ts';
import { headFileOf } from '../../src/store/head.ts';
import { openLog } from '../../src/store/log.ts';
import { verifyAudit } from '../../src/tools/verify.ts';
import { type Ground, places } from '../store/databases.ts';
import { commands } from '../store/events.ts';

const KEY = 'replay/paper/main one';

let ground: Ground;
beforeEach(async () => {
  const sqlite = places.find(({ name }) => name === 'SQLite');
  if (sqlite === undefined) throw new Error('SQLite is always there');
  ground = await sqlite.make();
  const database = await ground.open();
  await createAccount(database, {
    key: KEY,
    market: 'replay',
    mode: 'paper',
    name: 'main one',
    createdAt: '2024-06-01T00:00:00Z',
    runIdentity: '',
  });
  const log = await openLog(database, KEY, { headFile: headFileOf(ground.home, KEY), channels: [] });
  await log.append(commands(12));
  await log.close();
  await database.close();
});
afterEach(() => ground.clear());

async function verified(): Promise<readonly [number, readonly string[]]> {
  const lines: string[] = [];
  const status = await verifyAudit(loadConfig({ COUNTERSIGN_HOME: ground.home }), (line) => lines.push(line));
  return [status, lines];
}

async function script(sql: string): Promise<void> {
  const raw = await ground.raw();
  await raw.script(sql);
  await raw.close();
}

test('a whole home is well', async () => {
  expect(await verified()).toEqual([0, [`${KEY}: 12 rows, each as it was written`]]);
});

test('a home whose database was deleted is not', async () => {
  for (const end of ['', '-wal', '-shm']) rmSync(join(ground.home, `countersign.db${end}`), { force: true });
  expect(await verified()).toEqual([1, [`${KEY}: its head is kept in ${ground.home}, but the database is gone`]]);
});

test.each([
  ['was emptied', 'DELETE FROM "event"; DELETE FROM "account"'],
  ['has lost the account', 'DELETE FROM "account"'],
])('a home whose database %s is not', async (_what, sql) => {
  await script(sql);
  expect(await verified()).toEqual([
    1,
    [`${KEY}: its head is kept in ${ground.home}, but the database does not know the account`],
  ]);
});

test('a home whose head is gone is not, since the end of its log may be', async () => {
  rmSync(headFileOf(ground.home, KEY));
  await script('DELETE FROM "event" WHERE "seq" > 7');
  expect(await verified()).toEqual([
    1,
    [
      `${KEY}: 7 rows hang together, but the head kept outside is gone (${headFileOf(ground.home, KEY)}): a cut-off end would not show`,
    ],
  ]);
});
