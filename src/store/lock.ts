import { hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { StoreError } from '../core/facts/storeError.ts';
import { type Connection, connect, placeOf } from './driver.ts';
import { storeError } from './errors.ts';

/** Held while the desk runs; the system takes it back by itself when the process dies, however it dies. */
export type Lock = {
  release(): Promise<void>;
  /**
   * Looks after it until it is released: a server that restarts drops its locks, and this one is taken again. `lost` is told where
   * somebody else has it by then.
   */
  watch(lost: (error: StoreError) => void): void;
};

/** How often a server is asked whether it still knows us, ms. */
const LOOK = 500;

const holderSchema = z.object({ pid: z.number().int(), since: z.string() });

/** Who holds a lock, as its note says; the note is never the lock itself. */
function noteOf(file: string): string {
  try {
    const { pid, since } = holderSchema.parse(JSON.parse(readFileSync(`${file}.holder`, 'utf8')));
    return ` (pid ${pid}, since ${since})`;
  } catch {
    return '';
  }
}

/**
 * An exclusive transaction on a small SQLite file of its own: a lock of the operating system without an addon. The file
 * must not be opened in any other way: POSIX drops a process's locks when it closes any handle on the file.
 */
async function lockFile(file: string, what: string, since: string): Promise<Connection> {
  let connection: Connection | undefined;
  try {
    connection = await connect({ provider: 'sqlite', file, name: file, journal: 'delete' }, { lock: 0 });
    await connection.script('BEGIN EXCLUSIVE');
    writeFileSync(`${file}.holder`, JSON.stringify({ pid: process.pid, since }));
    return connection;
  } catch (error) {
    await connection?.close();
    const failure = storeError(error, `lock ${file}`);
    if (failure.kind !== 'locked') throw failure;
    throw new StoreError('in use', `another Countersign${noteOf(file)} runs on ${what}`, { cause: error });
  }
}

/** A session lock of PostgreSQL, which the server drops with the connection: a moment after its client was killed. */
async function lockServer(url: string, home: string, account: string): Promise<Connection & { look(): Promise<void> }> {
  const place = placeOf(url, home);
  const connection = await connect(place, { lock: 1_000 });
  const key = BigInt.asIntN(64, BigInt(`0x${hash('sha256', `countersign ${account}`, 'hex').slice(0, 16)}`));
  const taken = (cause?: unknown): StoreError =>
    new StoreError('in use', `another Countersign trades the account ${account} on ${place.name}`, { cause });
  try {
    await connection.script(`SELECT pg_advisory_lock(${key})`);
  } catch (error) {
    await connection.close();
    if (!(error instanceof StoreError) || error.kind !== 'locked') throw error;
    throw taken(error);
  }
  return {
    ...connection,
    async look() {
      // Ours as often as we ask; on the connection that has come after a lost one it is taken again.
      const [[held] = []] = await connection.rows(`SELECT pg_try_advisory_lock(${key})`);
      if (held !== true) throw taken();
    },
  };
}

/**
 * One writer per home and per account: takes the home folder, then the account on its server, or a SQLite file that lies
 * outside the home. To be taken before the database is opened. `since` is the time shown to whoever is refused.
 * Throws StoreError `in use`.
 */
export async function lockWriter(options: {
  readonly home: string;
  readonly url?: string | undefined;
  readonly account: string;
  readonly since: string;
}): Promise<Lock> {
  const { home, url, account, since } = options;
  const place = placeOf(url, home);
  const held = [await lockFile(resolve(home, 'countersign.lock'), `the home folder ${resolve(home)}`, since)];
  let server: Awaited<ReturnType<typeof lockServer>> | undefined;
  let looking: NodeJS.Timeout | undefined;
  const release = async (): Promise<void> => {
    clearInterval(looking);
    await server?.close();
    for (const connection of held.splice(0).reverse()) await connection.close();
  };
  try {
    if (place.provider === 'postgresql') server = await lockServer(place.url, home, account);
    else if (dirname(place.file) !== resolve(home))
      held.push(await lockFile(`${place.file}.lock`, `the database ${place.file}`, since));
    return {
      release,
      watch(lost) {
        let asked: Promise<void> | undefined;
        looking = setInterval(() => {
          asked ??= server
            ?.look()
            .catch((error: unknown) => {
              // One that does not answer may still hold our lock.
              if (error instanceof StoreError && error.kind === 'in use') lost(error);
            })
            .finally(() => {
              asked = undefined;
            });
        }, LOOK);
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}
