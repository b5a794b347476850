import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { openLog } from '../../src/store/log.ts';
import { followingHead, forgetReplays, lostFrom, readSecondHead, type SecondHeadPlace } from '../../src/store/secondHead.ts';
import { freshState } from '../tools/auditedHome.ts';
import { type Ground, places } from './databases.ts';
import { commands } from './events.ts';

const ACCOUNT = { key: 'binance/paper/main', createdAt: '2024-06-01T00:00:00.000Z', runIdentity: '' };
const REPLAY = { key: 'synthetic:42/paper/main-1', createdAt: '2024-06-01T00:00:00.000Z', runIdentity: 'a run' };
const AT = Date.UTC(2024, 5, 2, 14, 30);

let failures: string[];
let state: ReturnType<typeof freshState>;
let place: SecondHeadPlace;
beforeEach(() => {
  failures = [];
  state = freshState();
  place = { file: undefined, folder: join(state.state, 'countersign') };
});
afterEach(() => state.remove());

const following = async (account: typeof ACCOUNT, home: string, database: string, at = place) => {
  const { file, head } = await readSecondHead(at, account);
  return followingHead({ file, head, account, home, database, now: () => AT, failed: (says) => void failures.push(says) });
};

describe.each(places)('the second head of a log on $name', ({ make }) => {
  let ground: Ground;
  let database: Database;
  const open = async (account = ACCOUNT) =>
    openLog(database, account.key, {
      headFile: headFileOf(ground.home, account.key),
      second: await following(account, ground.home, database.place.name),
      channels: [],
    });
  const sql = async (...statements: readonly string[]): Promise<void> => {
    const raw = await ground.raw();
    for (const statement of statements) await raw.script(statement);
    await raw.close();
  };
  /** Cuts the log off after 3 rows, and makes the head in the home fit: what an older backup of both looks like. */
  const older = async (): Promise<void> => {
    await sql('DELETE FROM "event" WHERE "seq" > 3');
    const [last] = await database.run('read', (tables) => tables.event.findMany({ where: { seq: 3 } }));
    writeFileSync(headFileOf(ground.home, ACCOUNT.key), JSON.stringify({ seq: 3, hash: last?.hash }));
  };

  beforeAll(async () => {
    ground = await make();
    database = await ground.open();
  });
  beforeEach(() => ground.empty(database));
  afterAll(async () => {
    await database.close();
    await ground.clear();
  });

  test('is there after the close, its owner’s alone, with what it is of', async () => {
    const log = await open();
    await log.append(commands(3));
    await log.append(commands(2, 4));
    await log.close();
    const { file, head } = await readSecondHead(place, ACCOUNT);
    expect(head).toEqual({
      ...log.head,
      account: ACCOUNT.key,
      createdAt: ACCOUNT.createdAt,
      replay: false,
      home: ground.home,
      database: database.place.name,
      at: AT,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(failures).toEqual([]);
  });

  test('an older backup of log and head is refused with what was found, why that may be, and what to do (row 38)', async () => {
    const log = await open();
    await log.append(commands(5));
    await log.close();
    await older();
    await expect(open()).rejects.toMatchObject({
      kind: 'broken',
      message: expect.stringMatching(
        /it has 3 rows, but 5 had been written by 2024-06-02 14:30 UTC \(.*\.head\)\. An older backup.*another machine.*audit accept/,
      ),
    });
    // Nothing is forgotten by a start that is refused.
    expect((await readSecondHead(place, ACCOUNT)).head?.seq).toBe(5);
  });

  test('an older backup that went on past it is refused by the row that differs', async () => {
    const log = await open();
    await log.append(commands(5));
    await log.close();
    await older();
    const other = await openLog(database, ACCOUNT.key, { headFile: headFileOf(ground.home, ACCOUNT.key), channels: [] });
    await other.append(commands(9, 50));
    await expect(open()).rejects.toThrow('its row 5 is not the one that had been written by 2024-06-02 14:30 UTC');
  });

  test('a log that went on without it is taken up again', async () => {
    const log = await open();
    await log.append(commands(5));
    await log.close();
    const other = await openLog(database, ACCOUNT.key, { headFile: headFileOf(ground.home, ACCOUNT.key), channels: [] });
    await other.append(commands(2, 6));
    await (await open()).close();
    expect((await readSecondHead(place, ACCOUNT)).head?.seq).toBe(7);
  });

  test('an account that was made anew under the name of another is not refused for that one’s sake', async () => {
    const log = await open();
    await log.append(commands(5));
    await log.close();
    await ground.empty(database);
    await expect(open()).rejects.toThrow('it has 0 rows');
    await (await open({ ...ACCOUNT, createdAt: '2024-07-01T00:00:00.000Z' })).close();
  });

  test('one that cannot be written is told once, and the log goes on', async () => {
    writeFileSync(place.folder, 'a file where the folder would be');
    const log = await open();
    await log.append(commands(2));
    await log.append(commands(2, 3));
    await log.close();
    expect(log.head.seq).toBe(4);
    expect(failures).toEqual([expect.stringContaining('countersign')]);
    rmSync(place.folder);
    await log.append(commands(1, 5));
    await log.close();
    expect((await readSecondHead(place, ACCOUNT)).head?.seq).toBe(5);
  });
});

test('while one is written, only the newest of those that come is kept', async () => {
  const second = await following(ACCOUNT, '/home', 'database');
  for (let seq = 1; seq <= 100; seq += 1) second.keep({ seq, hash: seq.toString(16).padStart(64, '0') });
  await second.settled();
  expect((await readSecondHead(place, ACCOUNT)).head?.seq).toBe(100);
});

test('one that is damaged or of another account says so, and nothing of this one', async () => {
  const file = join(state.state, 'named.head');
  const named = { file, folder: place.folder };
  expect(await readSecondHead(named, ACCOUNT)).toEqual({ file });
  writeFileSync(file, '{"seq":2');
  expect(await readSecondHead(named, ACCOUNT)).toEqual({ file, trouble: expect.stringContaining('damaged') });
  rmSync(file);
  const second = await following(REPLAY, '/home', 'database', named);
  second.keep({ seq: 7, hash: 'a'.repeat(64) });
  await second.settled();
  expect(await readSecondHead(named, ACCOUNT)).toMatchObject({ file, other: { account: REPLAY.key, seq: 7 } });
  expect(await readSecondHead(named, REPLAY)).toMatchObject({ file, head: { seq: 7 } });
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(2);
});

test('replays that are no more are forgotten, and no other account', async () => {
  const here = join(state.state, 'home');
  mkdirSync(here);
  const kept = async (account: typeof ACCOUNT, home: string, database: string): Promise<string> => {
    const second = await following(account, home, database);
    second.keep({ seq: 1, hash: 'a'.repeat(64) });
    await second.settled();
    return second.file;
  };
  const again = (account: typeof ACCOUNT, day: number) => ({ ...account, createdAt: `2024-07-0${day}T00:00:00.000Z` });
  const files = {
    known: await kept(REPLAY, here, 'here'),
    lost: await kept(again(REPLAY, 1), here, 'here'),
    elsewhere: await kept(again(REPLAY, 2), here, 'elsewhere'),
    homeless: await kept(again(REPLAY, 3), join(state.state, 'gone'), 'elsewhere'),
    lostAccount: await kept(again(ACCOUNT, 4), here, 'here'),
    homelessAccount: await kept(again(ACCOUNT, 5), join(state.state, 'gone'), 'elsewhere'),
  };
  await forgetReplays(place, 'here', [REPLAY]);
  expect(Object.entries(files).flatMap(([name, file]) => (existsSync(file) ? [name] : []))).toEqual([
    'known',
    'elsewhere',
    'lostAccount',
    'homelessAccount',
  ]);
  expect((await lostFrom(place, 'here', [REPLAY])).map(({ file }) => file)).toEqual([files.lostAccount]);
  expect(dirname(files.known)).toBe(place.folder);
});
