import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { openSecondHead } from '../../src/run/secondHead.ts';
import { accounts, createAccount } from '../../src/store/accounts.ts';
import type { Database } from '../../src/store/database.ts';
import { readSecondHead } from '../../src/store/secondHead.ts';
import { type Ground, places } from '../store/databases.ts';
import { configOf, fillHome, freshState, KEY } from '../tools/auditedHome.ts';

let ground: Ground;
let state: ReturnType<typeof freshState>;
let config: Config;
let database: Database;
beforeEach(async () => {
  const sqlite = places.find(({ name }) => name === 'SQLite');
  if (sqlite === undefined) throw new Error('SQLite is always there');
  ground = await sqlite.make();
  state = freshState();
  config = configOf(ground, state.state);
  database = await ground.open();
  await fillHome(database, config);
});
afterEach(async () => {
  await database.close();
  await ground.clear();
  state.remove();
});

/** What a start says of the second head of an account. */
async function started(on: Pick<Config, 'home' | 'secondHeads'> = config, key = KEY) {
  const known = await accounts(database);
  const account = known.find((one) => one.key === key);
  if (account === undefined) throw new Error(`no account ${key}`);
  const warned: string[] = [];
  const noted: string[] = [];
  const second = await openSecondHead({
    config: on,
    database,
    account,
    accounts: known,
    warn: (says) => void warned.push(says),
    note: (says) => void noted.push(says),
  });
  return { head: second.head?.seq, file: second.file, warned, noted };
}

const other = { key: 'binance/paper/main', market: 'binance', mode: 'paper', name: 'main', createdAt: 'now', runIdentity: '' };

test('a start with its second head in place says nothing of it', async () => {
  expect(await started()).toMatchObject({ head: 14, warned: [], noted: [] });
});

test('a log that has no second head yet is told where it is kept; a new account is not', async () => {
  const elsewhere = configOf(ground, join(state.state, 'elsewhere'));
  const { head, file, warned, noted } = await started(elsewhere);
  expect([head, warned, noted]).toEqual([undefined, [], [expect.stringContaining(file)]]);
  await createAccount(database, other);
  expect(await started(elsewhere, other.key)).toMatchObject({ head: undefined, warned: [], noted: [] });
});

test('one that is damaged, or in a named file of another account, is warned of, and keeps nobody from starting', async () => {
  const file = join(state.state, 'named', 'second.head');
  mkdirSync(dirname(file));
  writeFileSync(file, 'rust');
  const named = { ...config, secondHeads: { ...config.secondHeads, file } };
  expect(await started(named)).toMatchObject({ head: undefined, file, warned: [expect.stringMatching(/damaged.*written anew/)] });
  const head = (await readSecondHead(config.secondHeads, (await accounts(database))[0] ?? other)).head;
  writeFileSync(file, JSON.stringify({ ...head, account: other.key }));
  expect(await started(named)).toMatchObject({
    head: undefined,
    warned: [expect.stringMatching(/was the second head of binance/)],
  });
});

test('an account at an exchange that the database has lost is warned of at each start', async () => {
  const [known] = await accounts(database);
  const { file, head } = await readSecondHead(config.secondHeads, known ?? other);
  const lost = file.replace(/-\w+\.head$/, '-lost.head');
  writeFileSync(lost, JSON.stringify({ ...head, account: other.key, replay: false }));
  for (let start = 0; start < 2; start += 1)
    expect((await started()).warned).toEqual([
      `${other.key} had 14 rows here by 2024-06-02 14:30 UTC and is lost. If it was given up, remove ${lost}`,
    ]);
});
