import { chmod, mkdir, open, readdir, readlink, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { StoreError } from '../core/facts/storeError.ts';
import { counted } from '../core/reply/format.ts';
import { type Ms, timeText } from '../core/time.ts';
import { InputError } from '../plugins/inputError.ts';
import { accounts } from '../store/accounts.ts';
import { type BackupManifest, readBackup } from '../store/backupFile.ts';
import { openDatabase } from '../store/database.ts';
import { pourDatabase } from '../store/databaseCopy.ts';
import { type DatabasePlace, placeOf } from '../store/driver.ts';
import { storeError } from '../store/errors.ts';
import { makeFolder } from '../store/folder.ts';
import { lockWriter } from '../store/lock.ts';
import { lackOf, readSecondHead, unheardOf } from '../store/secondHead.ts';
import { DATABASE_PART, lookThrough, type Unpacked } from './backedUp.ts';
import { stampOf } from './backup.ts';
import { readFlags } from './flags.ts';
import { onDiskOf } from './stage.ts';

const schema = z.object({ aside: z.boolean().default(false) });

type ServerPlace = Extract<DatabasePlace, { provider: 'postgresql' }>;

/** Where a backup is unpacked and looked through, in the home itself, so that moving it into its place is one step of the file system. */
const STAGE = '.restoring';

/** What stands in a home in which nothing is. */
const NOTHING = ['countersign.lock', 'countersign.lock.holder', 'countersign.lock-journal', STAGE];

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** What is in a home, by name; nothing where there is none. */
const contentOf = async (home: string): Promise<readonly string[]> =>
  (await readdir(home).catch(() => [])).filter((name) => !NOTHING.includes(name));

const attempt = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw storeError(error, doing);
  }
};

/**
 * Makes a home out of a backup. Everything in it is looked at before anything of it counts: each byte against its manifest, each row as
 * `audit verify` does. A home that is there is left alone, or with `--aside` moved beside itself. Resolves with the exit status. Throws
 * StoreError for a backup that is not whole and for a home in use, and InputError where there is no room for it.
 */
export async function restoreHome(
  given: string,
  flags: unknown,
  config: Config,
  at: Ms,
  print: (line: string) => void,
): Promise<number> {
  const { aside } = readFlags(schema, flags);
  const { home, databaseUrl: url, account } = config;
  const file = resolve(given);
  if (!(await exists(file))) throw new InputError(`there is no file ${file}: name a backup that countersign has made`);
  const place = placeOf(url, home);
  await roomFor(home, aside);
  const manifest = await readBackup(file);
  const isNew = !(await exists(home));
  const led = isNew ? await readlink(home).catch(() => undefined) : undefined;
  if (led !== undefined)
    throw new InputError(`${home} is a link to ${led}, which is not there: make that folder, or name another with --home`);
  const stage = join(home, STAGE);
  const lock = await attempt(`make the home folder ${home}`, async () => {
    makeFolder(home);
    if (isNew) await chmod(home, 0o700);
    return lockWriter({ home, url, account, since: new Date(at).toISOString() });
  });
  let done = false;
  try {
    // Nobody can have come in between from here on.
    await roomFor(home, aside);
    await rm(stage, { recursive: true, force: true });
    await readBackup(file, stage);
    const untold: string[] = [];
    const found = await lookThrough(stage, file, 'Nothing was changed. Restore another backup.', async (database, one) => {
      const { file: headFile, head } = await readSecondHead(config.secondHeads, one);
      if (head === undefined) return;
      const lack = await lackOf(database, one, head, one.waiting);
      const strange = unheardOf(head, one.waiting);
      if (lack === undefined && strange > 0)
        untold.push(`${one.key}: of ${counted(strange, 'row')} in its journal the second head has not heard (${headFile})`);
      if (lack !== undefined) untold.push(`${one.key} is older than it was: ${lack} (${headFile})`);
    });
    holdAgainst(manifest, found, file);
    await takePlace({ home, stage, place, found, aside: aside ? `${home}.before-${stampOf(at)}` : undefined, print });
    done = true;
    for (const { key, seq } of found.accounts) print(`${key}: ${counted(seq, 'row')}, each as it was written`);
    print(`Restored to ${home} as it was at ${timeText(Date.parse(manifest.at))}, by Countersign ${manifest.version}`);
    if (found.hasCodes)
      print(
        `The key of the one-time codes is in no backup: put your copy of second-factor.key into ${home}, or have people set theirs up anew`,
      );
    for (const says of untold) print(says);
    if (untold.length > 0)
      print(
        `No desk starts on it until that is accepted: npx countersign audit accept --home ${home}. That becomes a row of its log`,
      );
    return 0;
  } catch (error) {
    throw onDiskOf(home, 'Free space there, or name another folder with --home, and restore again.', error);
  } finally {
    await lock.release();
    await rm(stage, { recursive: true, force: true });
    if (isNew && !done) await rm(home, { recursive: true, force: true });
  }
}

/** Throws InputError where something is already that a restored home would be put over. */
async function roomFor(home: string, aside: boolean): Promise<void> {
  if (!aside && (await contentOf(home)).length > 0)
    throw new InputError(
      `${home} is not empty: name another folder with --home, or have what is in it moved beside it with --aside`,
    );
}

/** What was looked through must be what the manifest promises. */
function holdAgainst({ accounts: promised }: BackupManifest, { accounts: found }: Unpacked, file: string): void {
  const lineOf = ({ key, seq, hash }: BackupManifest['accounts'][number]): string => `${key} ${seq} ${hash}`;
  const lines = found.map(lineOf);
  const missing = promised.map(lineOf).find((line) => !lines.includes(line));
  if (missing === undefined && promised.length === found.length) return;
  throw new StoreError(
    'broken',
    `${file} does not hold the logs that its manifest names: expected ${missing ?? 'no more of them'}`,
    {
      advice: 'Nothing was changed. Restore another backup.',
    },
  );
}

/** Moves what was looked through to where the desk looks for it, what was there before aside; the rows come last, without which no desk starts. */
async function takePlace(given: {
  readonly home: string;
  readonly stage: string;
  readonly place: DatabasePlace;
  readonly found: Unpacked;
  readonly aside: string | undefined;
  readonly print: (line: string) => void;
}): Promise<void> {
  const { home, stage, place, found, aside, print } = given;
  const rows = join(stage, DATABASE_PART);
  if (place.provider === 'postgresql') {
    await mustLack(place, home, found);
    await pourDatabase(rows, place);
  }
  const before = await contentOf(home);
  if (aside !== undefined && before.length > 0) {
    await attempt(`move ${home} aside to ${aside}`, async () => {
      await mkdir(aside, { mode: 0o700 });
      for (const name of before) await rename(join(home, name), join(aside, name));
    });
    print(`What was in ${home} is in ${aside} now`);
  }
  await attempt(`move the restored files into ${home}`, async () => {
    if (await exists(join(stage, 'audit'))) await rename(join(stage, 'audit'), join(home, 'audit'));
    if (place.provider === 'sqlite') await rename(rows, place.file);
    await synced(home);
  });
}

/** What was moved into a folder is there after a power cut. */
async function synced(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Throws InputError where a server has one of the accounts already. */
async function mustLack({ name, url }: ServerPlace, home: string, found: Unpacked): Promise<void> {
  const database = await openDatabase({ url, home });
  try {
    const known = (await accounts(database)).find(({ key }) => found.accounts.some((account) => account.key === key));
    if (known !== undefined)
      throw new InputError(`${name} has the account ${known.key} already: restore into an empty database, named by DATABASE_URL`);
  } finally {
    await database.close();
  }
}
