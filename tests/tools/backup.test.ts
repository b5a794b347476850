import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import type { OneTimeCodeStore } from '../../src/core/desk/oneTimeCodes.ts';
import { createAccount } from '../../src/store/accounts.ts';
import { readBackup, writeBackup } from '../../src/store/backupFile.ts';
import { rowsAfter } from '../../src/store/chain.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { journalFileOf, openJournal } from '../../src/store/journal.ts';
import { lockWriter } from '../../src/store/lock.ts';
import { openLog } from '../../src/store/log.ts';
import { openSecondFactors } from '../../src/store/secondFactors.ts';
import { followingHead, readSecondHead } from '../../src/store/secondHead.ts';
import { backupHome } from '../../src/tools/backup.ts';
import { restoreHome } from '../../src/tools/restore.ts';
import { verifyAudit } from '../../src/tools/verify.ts';
import { type Ground, type Place, places } from '../store/databases.ts';
import { commands } from '../store/events.ts';
import { configOf, fillHome, freshState, KEY } from './auditedHome.ts';

const AT = Date.UTC(2024, 5, 2, 14, 30);
const CODES: Parameters<OneTimeCodeStore['write']>[0] = {
  person: 'terminal',
  secret: 'JBSWY3DPEHPK3PXP',
  lastStep: 0,
  failures: 0,
  lockedUntil: 0,
  recovery: { salt: 'x', hashes: [] },
};

type Said = { readonly status: number; readonly says: string };

const saying = async (tool: (print: (line: string) => void) => Promise<number>): Promise<Said> => {
  const lines: string[] = [];
  return { status: await tool((line) => lines.push(line)), says: lines.join('\n') };
};
const backup = (config: Config, to: string) => saying((print) => backupHome({ to }, config, '0.1.0', AT, print));
const restore = (file: string, config: Config, aside = false) =>
  saying((print) => restoreHome(file, { aside }, config, AT, print));
const rowsOf = (database: Database) => Array.fromAsync(rowsAfter(database, KEY, 0));

describe.each(places)('a backup of $name', (place) => {
  let ground: Ground;
  let state: ReturnType<typeof freshState>;
  let folder: string;
  let file: string;
  let config: Config;
  let database: Database;

  beforeAll(async () => {
    ground = await place.make();
  });
  beforeEach(async () => {
    state = freshState();
    folder = mkdtempSync(join(tmpdir(), 'countersign-backups-'));
    file = join(folder, 'b.tar');
    config = configOf(ground, state.state);
    database = await ground.open();
    await ground.empty(database);
    await fillHome(database, config);
  });
  afterEach(async () => {
    await database.close();
    state.remove();
    rmSync(folder, { recursive: true });
    rmSync(join(ground.home, 'second-factor.key'), { force: true });
  });
  afterAll(() => ground.clear());

  test.each(places)('is restored on $name, row for row', async (other: Place) => {
    expect(await backup(config, file)).toEqual({
      status: 0,
      says: expect.stringMatching(
        new RegExp(`^${KEY}: 14 rows, head [0-9a-f]{12}\nWritten to ${file}, .* only you can read it\n`),
      ),
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['b.tar']);
    const manifest = await readBackup(file);
    const rows = await rowsOf(database);
    expect(manifest).toMatchObject({
      version: '0.1.0',
      at: '2024-06-02T14:30:00.000Z',
      from: database.place.provider,
      accounts: [{ key: KEY, createdAt: '2024-06-01T00:00:00.000Z', seq: 14, hash: rows.at(-1)?.hash }],
    });
    const to = await other.make();
    const restored = configOf(to, state.state);
    expect(await restore(file, restored)).toEqual({
      status: 0,
      says: `${KEY}: 14 rows, each as it was written\nRestored to ${to.home} as it was at 2024-06-02 14:30 UTC, by Countersign 0.1.0`,
    });
    expect(await saying((print) => verifyAudit(restored, print))).toEqual({
      status: 0,
      says: `${KEY}: 14 rows, each as it was written`,
    });
    const there = await to.open();
    expect(await rowsOf(there)).toEqual(rows);
    await there.close();
    await to.clear();
  });

  test('taken while rows are written, it is whole', async () => {
    const log = await openLog(database, KEY, { headFile: headFileOf(ground.home, KEY), channels: [] });
    const taken: Said[] = [];
    const taking = backup(config, file).then((said) => taken.push(said));
    for (let n = 100; taken.length === 0; n++) await Promise.race([log.append(commands(1, n)), taking]);
    await log.append(commands(1, 99));
    const { accounts } = await readBackup(file);
    expect(accounts[0]?.seq).toBeLessThan(log.head.seq);
    await log.close();
    const to = await place.make();
    expect((await restore(file, configOf(to, state.state))).status).toBe(0);
    await to.clear();
  });

  test('holds what was kept beside a database that could not be written', async () => {
    const log = await openLog(database, KEY, { headFile: headFileOf(ground.home, KEY), channels: [] });
    await openJournal(journalFileOf(headFileOf(ground.home, KEY)), KEY).keep(log.head, commands(2, 50));
    await log.close();
    await backup(config, file);
    rmSync(journalFileOf(headFileOf(ground.home, KEY)));
    const to = await place.make();
    // Nobody has told the second head of them, so that a desk would not believe them.
    expect((await restore(file, configOf(to, state.state))).says).toMatch(
      /of 2 rows in its journal the second head has not heard .*\nNo desk starts on it until that is accepted/,
    );
    expect(existsSync(journalFileOf(headFileOf(to.home, KEY)))).toBe(true);
    await to.clear();
  });

  test('an older one is told with the way on, and no desk starts on it before', async () => {
    await backup(config, file);
    const log = await openLog(database, KEY, { headFile: headFileOf(ground.home, KEY), channels: [] });
    await log.append(commands(3, 20));
    await log.close();
    const to = await place.make();
    const restored = configOf(to, state.state);
    // The second head has heard of them.
    const account = { key: KEY, createdAt: '2024-06-01T00:00:00.000Z', runIdentity: 'a run' };
    const { file: headFile, head } = await readSecondHead(config.secondHeads, account);
    const second = followingHead({
      file: headFile,
      head,
      account,
      home: ground.home,
      database: database.place.name,
      now: () => AT,
      failed: () => undefined,
    });
    second.keep(log.head);
    await second.settled();
    expect(await restore(file, restored)).toEqual({
      status: 0,
      says: expect.stringMatching(
        new RegExp(
          `is older than it was: it has 14 rows, but 17 had been written by .*\nNo desk starts .*npx countersign audit accept --home ${to.home}`,
        ),
      ),
    });
    await to.clear();
  });

  test('holds no key of the one-time codes, and says so at both ends', async () => {
    await openSecondFactors(database, KEY, ground.home).write(CODES);
    const key = readFileSync(join(ground.home, 'second-factor.key'), 'utf8').trim();
    expect((await backup(config, file)).says).toContain('Not in it either: the key of the one-time codes');
    expect(readFileSync(file).includes(key)).toBe(false);
    const to = await place.make();
    expect((await restore(file, configOf(to, state.state))).says).toContain('put your copy of second-factor.key into');
    await to.clear();
  });

  test('takes of a server that others use too what belongs to the home', async () => {
    if (database.place.provider === 'sqlite') return;
    const other = {
      key: 'replay/paper/theirs',
      market: 'replay',
      mode: 'paper',
      name: 'theirs',
      createdAt: 'x',
      runIdentity: '',
    };
    await createAccount(database, other);
    const log = await openLog(database, other.key, { headFile: headFileOf(folder, other.key), channels: [] });
    await log.append(commands(1, 1));
    await log.close();
    await backup(config, file);
    expect((await readBackup(file)).accounts.map(({ key }) => key)).toEqual([KEY]);
    expect(readFileSync(file).includes('paper/theirs')).toBe(false);
  });

  test('is not made of a log that does not hang together', async () => {
    const raw = await ground.raw();
    await raw.script('DELETE FROM "event" WHERE "seq" = 5');
    await raw.close();
    await expect(backup(config, file)).rejects.toThrow(
      `${ground.home} is not whole: ${KEY}: row 5 missing: row 5 is missing; after 4 comes 6. No backup was made.`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('restore', () => {
  const sqlite = places[0];
  let ground: Ground;
  let state: ReturnType<typeof freshState>;
  let folder: string;
  let file: string;
  let home: string;
  let config: Config;

  beforeAll(async () => {
    if (sqlite === undefined) throw new Error('SQLite is always there');
    ground = await sqlite.make();
    folder = mkdtempSync(join(tmpdir(), 'countersign-restore-'));
    file = join(folder, 'b.tar');
    const made = freshState();
    const database = await ground.open();
    await fillHome(database, configOf(ground, made.state));
    await database.close();
    await backup(configOf(ground, made.state), file);
    made.remove();
  });
  beforeEach(() => {
    state = freshState();
    home = join(state.state, 'home');
    config = configOf({ home, url: undefined }, state.state);
  });
  afterEach(() => state.remove());
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await ground.clear();
  });

  test('refuses a home in which something is, and leaves it as it was', async () => {
    mkdirSync(home);
    writeFileSync(join(home, 'notes'), 'mine');
    await expect(restore(file, config)).rejects.toThrow(`${home} is not empty: name another folder with --home`);
    expect(readdirSync(home)).toEqual(['notes']);
  });

  test('moves such a home beside itself when told to', async () => {
    mkdirSync(home);
    writeFileSync(join(home, 'notes'), 'mine');
    const aside = `${home}.before-20240602T143000Z`;
    expect((await restore(file, config, true)).says).toContain(`What was in ${home} is in ${aside} now`);
    expect(readFileSync(join(aside, 'notes'), 'utf8')).toBe('mine');
    expect(readdirSync(home).toSorted()).toEqual(['audit', 'countersign.db', 'countersign.lock', 'countersign.lock.holder']);
    expect((await saying((print) => verifyAudit(config, print))).status).toBe(0);
  });

  test('refuses a link that leads nowhere, and makes nothing', async () => {
    symlinkSync(join(state.state, 'gone'), home);
    await expect(restore(file, config)).rejects.toThrow(
      `${home} is a link to ${join(state.state, 'gone')}, which is not there: make that folder, or name another with --home`,
    );
    expect(readdirSync(state.state)).toEqual(['home']);
  });

  test('makes a home of its owner alone', async () => {
    await restore(file, config);
    expect(statSync(home).mode & 0o777).toBe(0o700);
  });

  test('refuses a home on which a desk runs', async () => {
    const lock = await lockWriter({ home, account: 'main', since: '2024-06-01T00:00:00Z' });
    await expect(restore(file, config, true)).rejects.toThrow('another Countersign');
    await lock.release();
  });

  test('takes an empty folder, with what a start that came to nothing has left', async () => {
    await (await lockWriter({ home, account: 'main', since: '2024-06-01T00:00:00Z' })).release();
    mkdirSync(join(home, '.restoring'));
    expect((await restore(file, config)).status).toBe(0);
    expect(existsSync(join(home, '.restoring'))).toBe(false);
  });

  test('of a damaged backup nothing is left', async () => {
    const bytes = readFileSync(file);
    const at = bytes.length - 5_000;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const damaged = join(state.state, 'damaged.tar');
    writeFileSync(damaged, bytes);
    await expect(restore(damaged, config)).rejects.toThrow(
      `${damaged} is damaged: its countersign.db is not what was written. Nothing was changed.`,
    );
    expect(existsSync(home)).toBe(false);
  });

  /** The parts of the backup with something else in them, made into one that its sums do not give away. */
  async function forged(
    change: (parts: string, manifest: Awaited<ReturnType<typeof readBackup>>) => Promise<void>,
  ): Promise<string> {
    const parts = join(state.state, 'parts');
    const manifest = await readBackup(file, parts);
    await change(parts, manifest);
    const to = join(state.state, 'forged.tar');
    const { format: _, parts: names, ...said } = manifest;
    await writeBackup(
      to,
      parts,
      names.map(({ name }) => name),
      said,
    );
    rmSync(parts, { recursive: true });
    return to;
  }

  test('a row that was changed is found though the sums fit', async () => {
    const to = await forged(async (parts) => {
      const database = await openDatabase({ url: undefined, home: parts });
      await database.write('tamper', [{ sql: `UPDATE "event" SET "body" = '{}' WHERE "seq" = 9`, values: [] }]);
      await database.close();
    });
    await expect(restore(to, config)).rejects.toThrow(`${to} is not whole: ${KEY}: row 9 changed`);
    expect(existsSync(home)).toBe(false);
  });

  test('logs that are not those of the manifest are refused', async () => {
    const to = await forged(async (parts) => {
      const database = await openDatabase({ url: undefined, home: parts });
      const log = await openLog(database, KEY, { headFile: headFileOf(parts, KEY), channels: [] });
      await log.append(commands(1, 90));
      await log.close();
      await database.close();
    });
    await expect(restore(to, config)).rejects.toThrow('does not hold the logs that its manifest names');
    expect(existsSync(home)).toBe(false);
  });

  test('a file that is not there is named', async () => {
    await expect(restore(join(folder, 'none.tar'), config)).rejects.toThrow('there is no file');
    expect(existsSync(home)).toBe(false);
  });

  test('a server that has the account keeps it', async () => {
    const server = places.find(({ name }) => name === 'PostgreSQL');
    if (server === undefined) return;
    const to = await server.make();
    const there = configOf(to, state.state);
    await restore(file, there);
    await expect(restore(file, there, true)).rejects.toThrow(`has the account ${KEY} already`);
    expect((await saying((print) => verifyAudit(there, print))).status).toBe(0);
    await to.clear();
  });
});

describe('backup', () => {
  test('goes into a folder under a name of its own, and over no file', async () => {
    const state = freshState();
    const config = configOf({ home: join(state.state, 'home'), url: undefined }, state.state);
    const database = await openDatabase({ url: undefined, home: config.home });
    await fillHome(database, config);
    await database.close();
    await backup(config, state.state);
    const file = join(state.state, 'countersign-main-20240602T143000Z.tar');
    expect(existsSync(file)).toBe(true);
    await expect(backup(config, file)).rejects.toThrow(`${file} is there already: name another file with --to`);
    await expect(backup(config, join(state.state, 'none', 'b.tar'))).rejects.toThrow('make it first');
    state.remove();
  });

  test('makes no home, and nothing of one in which no desk was', async () => {
    const state = freshState();
    const none = configOf({ home: join(state.state, 'none'), url: undefined }, state.state);
    await expect(backup(none, state.state)).rejects.toThrow('There is no home');
    expect(existsSync(none.home)).toBe(false);
    await (await openDatabase({ url: undefined, home: none.home })).close();
    await expect(backup(none, state.state)).rejects.toThrow('there is nothing to back up');
    expect(readdirSync(state.state)).toEqual(['none']);
    state.remove();
  });
});
