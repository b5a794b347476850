import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { counted, numberText } from '../core/reply/format.ts';
import type { Ms } from '../core/time.ts';
import { InputError } from '../plugins/inputError.ts';
import { writeBackup } from '../store/backupFile.ts';
import { hasDatabase } from '../store/database.ts';
import { copyDatabase } from '../store/databaseCopy.ts';
import { placeOf } from '../store/driver.ts';
import { storeError } from '../store/errors.ts';
import { headFileOf, headsIn } from '../store/head.ts';
import { journalFileOf } from '../store/journal.ts';
import { DATABASE_PART, lookThrough } from './backedUp.ts';
import { readFlags } from './flags.ts';
import { isOwn, noHome } from './home.ts';
import { makeStage, onDiskOf } from './stage.ts';

const schema = z.object({ to: z.string().min(1, 'expected a file or a folder').default('.') });

/** Such as `20240602T143000Z`, which sorts, and which every file system takes. */
export const stampOf = (at: Ms): string => new Date(at).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Where the backup goes. Throws InputError where something is already, or where there is no folder for it. */
async function targetOf(to: string, account: string, at: Ms): Promise<string> {
  const file = (await isFolder(to)) ? join(resolve(to), `countersign-${account}-${stampOf(at)}.tar`) : resolve(to);
  if (await stat(file).catch(() => undefined)) throw new InputError(`${file} is there already: name another file with --to`);
  if (!(await isFolder(dirname(file)))) throw new InputError(`there is no folder ${dirname(file)} for the backup: make it first`);
  return file;
}

/** Copies a file where there is one, and says whether. */
async function taken(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw storeError(error, `copy ${from}`);
  }
}

/**
 * Makes one file of a home, while its desk may be running: the heads first, then what is kept beside the database, then the rows as they
 * stand at one moment, so that these have at least what the others speak of. What was taken is looked through before it is written.
 * Resolves with the exit status. Throws StoreError, and InputError where there is no home or no place.
 */
export async function backupHome(
  flags: unknown,
  config: Config,
  version: string,
  at: Ms,
  print: (line: string) => void,
): Promise<number> {
  const { home, databaseUrl: url } = config;
  const { to } = readFlags(schema, flags);
  if (!hasDatabase({ url, home })) throw new InputError(noHome(config));
  const file = await targetOf(to, config.account, at);
  const folder = await makeStage(dirname(file)).catch((error: unknown) => {
    throw storeError(error, `make a folder beside the backup ${file}`);
  });
  try {
    const heads = await headsIn(home);
    const names: string[] = [];
    const take = async (from: string): Promise<void> => {
      const name = join('audit', basename(from));
      if (await taken(from, join(folder, name))) names.push(name);
    };
    await mkdir(join(folder, 'audit'));
    for (const key of heads) await take(headFileOf(home, key));
    for (const key of heads) await take(journalFileOf(headFileOf(home, key)));
    const place = placeOf(url, home);
    const belongs = (key: string): boolean => heads.includes(key) || isOwn(key.split('/').slice(2).join('/'), config);
    await copyDatabase(place, belongs, join(folder, DATABASE_PART));
    const found = await lookThrough(
      folder,
      home,
      'No backup was made. `npx countersign audit verify` says more; to keep the home as it is, stop the desk and copy the folder.',
    );
    if (found.accounts.length === 0)
      throw new InputError(`No account has been opened in ${home} yet: there is nothing to back up`);
    const size = await writeBackup(file, folder, [...names, DATABASE_PART], {
      version,
      at: new Date(at).toISOString(),
      from: place.provider,
      accounts: found.accounts.map(({ key, createdAt, seq, hash }) => ({ key, createdAt, seq, hash })),
    });
    for (const { key, seq, hash } of found.accounts) print(`${key}: ${counted(seq, 'row')}, head ${hash.slice(0, 12)}`);
    print(`Written to ${file}, ${numberText(size / 1024 ** 2, 1)} MiB; only you can read it`);
    print('Not in it, as they are secret or can be had again: .env, candles, logs');
    if (found.hasCodes)
      print(
        `Not in it either: the key of the one-time codes, ${join(home, 'second-factor.key')}. Keep a copy of that at another place`,
      );
    return 0;
  } catch (error) {
    throw onDiskOf(dirname(file), 'No backup was made. Free space there, or name another place with --to.', error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
