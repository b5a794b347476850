import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type DatabasePlace,
  inTransaction,
  placeOf,
  postgresAdapter,
  type RawStatement,
  sqliteAdapter,
  type Waits,
} from './driver.ts';
import { storeError } from './errors.ts';
import { migrate } from './migrate.ts';
import { openedFile } from './openedFile.ts';
import { serial } from './serial.ts';
import type { SqlStatement, Tables } from './tables.ts';

/**
 * An open database. Everything on it runs one at a time, in the order in which it was asked; only what another program's lock holds
 * up may come after what was asked later.
 */
export type Database = {
  readonly place: DatabasePlace;
  /** Runs single queries. `doing` completes "could not ..." in the StoreError that is thrown when it fails. */
  run<T>(doing: string, work: (tables: Tables) => Promise<T>): Promise<T>;
  /** All statements or none; synced to disk when it resolves. Throws StoreError. */
  transaction(doing: string, statements: (tables: Tables) => SqlStatement[]): Promise<void>;
  /**
   * The same for plain statements, which go past the query planner: a batch of the log takes half the time. `patience` is how long
   * another program's lock is waited for, ms, where that is less than usual.
   */
  write(doing: string, statements: readonly RawStatement[], patience?: number): Promise<void>;
  /** Throws StoreError once its file was deleted or replaced, as whatever writes then does. */
  check(): void;
  /**
   * Looks whether something could be written now, without writing anything and without waiting for a lock. Throws StoreError where its
   * file is no more the one that was opened, another program holds it, or the server does not answer or only lets itself be read.
   */
  probe(): Promise<void>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** DATABASE_URL: `postgresql://...` or `file:PATH`; absent for `countersign.db` in the home folder. */
  readonly url?: string | undefined;
  readonly home: string;
  /** How long another program's lock is waited for before StoreError `locked`; 3 s unless told, ms. */
  readonly lockWait?: number;
  /** Folder of migrations; the project's own unless told. */
  readonly migrations?: string;
};

type Client = {
  readonly tables: Tables;
  transaction(parts: SqlStatement[]): Promise<unknown>;
  write(statements: readonly RawStatement[]): Promise<void>;
  close(): Promise<void>;
};

/** What the desk asks a server is done in milliseconds. */
const ANSWER = 10_000;

/** How soon what a lock has refused is tried again, ms. */
const AGAIN = 10;

/** Each takes what a write takes, and changes nothing. */
const CHANGES_NOTHING = 'UPDATE "event" SET "seq" = "seq" WHERE 1 = 0';
const PROBES: Readonly<Record<DatabasePlace['provider'], readonly string[]>> = {
  sqlite: [CHANGES_NOTHING],
  // A lock can be had where nothing may be written.
  postgresql: ['LOCK TABLE "event" IN ROW EXCLUSIVE MODE NOWAIT', CHANGES_NOTHING],
};

/** Prisma's client, and plain statements on the same connection: what it does and what they do come one after the other. */
async function clientOf(place: DatabasePlace, waits: Waits): Promise<Client> {
  if (place.provider === 'sqlite') {
    const { PrismaClient } = await import('./generated/sqlite/client.ts');
    const adapter = await sqliteAdapter(place, waits);
    const driver = await adapter.connect();
    // From here on a lock is waited for by a timer: SQLite's own waiting holds the whole process up.
    await driver.executeScript('PRAGMA busy_timeout = 0');
    const client = new PrismaClient({ adapter: { ...adapter, connect: () => Promise.resolve(driver) } });
    await client.$connect();
    return {
      tables: client,
      transaction: (parts) => client.$transaction(parts),
      write: (statements) => inTransaction(driver, statements),
      close: () => client.$disconnect(),
    };
  }
  const { PrismaClient } = await import('./generated/postgresql/client.ts');
  const adapter = await postgresAdapter(place.url, { ...waits, answer: ANSWER });
  const { provider, adapterName } = adapter;
  const driver = await adapter.connect();
  const client = new PrismaClient({ adapter: { provider, adapterName, connect: () => Promise.resolve(driver) } });
  await client.$connect();
  return {
    tables: client,
    transaction: (parts) => client.$transaction(parts),
    write: (statements) => inTransaction(driver, statements),
    close: () => client.$disconnect(),
  };
}

/** Whether there is a database already: a file is not made by asking, a server is taken to be there. */
export function hasDatabase({ url, home }: Pick<DatabaseOptions, 'url' | 'home'>): boolean {
  const place = placeOf(url, home);
  return place.provider !== 'sqlite' || existsSync(place.file);
}

/**
 * Opens the database, made and migrated where needed. Drivers are loaded here and nowhere earlier.
 * Throws StoreError: `locked`, `unreachable`, `full`, or `broken` for a file that is no database or a changed migration.
 */
export async function openDatabase({ url, home, lockWait = 3_000, migrations }: DatabaseOptions): Promise<Database> {
  const place = placeOf(url, home);
  const waits = { lock: lockWait };
  await migrate(place, waits, migrations);
  const client = await clientOf(place, waits);
  const check = place.provider === 'sqlite' ? openedFile(place.file) : () => undefined;
  check();
  const inTurn = serial();
  const attempt = async <T>(doing: string, work: () => Promise<T>, patience = lockWait): Promise<T> => {
    for (const until = performance.now() + Math.min(patience, lockWait); ; await wait(AGAIN)) {
      try {
        return await inTurn(work);
      } catch (error) {
        const told = storeError(error, `${doing} (${place.name})`);
        if (told.kind !== 'locked' || performance.now() >= until) throw told;
      }
    }
  };
  return {
    place,
    run: (doing, work) => attempt(doing, () => work(client.tables)),
    transaction: (doing, statements) =>
      attempt(doing, async () => {
        check();
        await client.transaction(statements(client.tables));
      }),
    write: (doing, statements, patience) =>
      attempt(
        doing,
        async () => {
          check();
          await client.write(statements);
        },
        patience,
      ),
    check,
    probe: () =>
      attempt(
        'write',
        async () => {
          check();
          await client.write(PROBES[place.provider].map((sql) => ({ sql, values: [] })));
        },
        0,
      ),
    close: () => inTurn(() => client.close()),
  };
}
