import { dirname, join, resolve } from 'node:path';
import type { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { PrismaPg } from '@prisma/adapter-pg';
import { storeError } from './errors.ts';
import { makeFolder } from './folder.ts';

/** Where the database is; `file` is absolute, `name` may be printed: it has no password in it. */
export type DatabasePlace =
  | { readonly provider: 'sqlite'; readonly file: string; readonly name: string; readonly journal: 'wal' | 'delete' }
  | { readonly provider: 'postgresql'; readonly url: string; readonly name: string };

/** Reads DATABASE_URL: `postgresql://...`, `file:PATH`, or absent for `countersign.db` in the home folder. */
export function placeOf(url: string | undefined, home: string): DatabasePlace {
  if (url !== undefined && /^postgres(ql)?:\/\//.test(url)) {
    const { host, pathname } = new URL(url);
    return { provider: 'postgresql', url, name: `postgresql://${host}${pathname}` };
  }
  const file = resolve(url === undefined ? join(home, 'countersign.db') : url.replace(/^file:/, ''));
  return { provider: 'sqlite', file, name: file, journal: 'wal' };
}

export type Waits = {
  /** How long a lock of another program is waited for, ms. */
  readonly lock: number;
  /**
   * How long a server may take for an answer before it counts as not reached, ms: one that takes what it is sent and answers nothing is
   * else noticed after minutes. As long as it likes when left out, as a migration needs.
   */
  readonly answer?: number;
};

type SqlitePlace = Extract<DatabasePlace, { provider: 'sqlite' }>;

/** The one adapter of SQLite; every connection it makes is synced at each commit. */
export async function sqliteAdapter(
  { file, journal }: SqlitePlace,
  waits: Waits,
): Promise<Pick<PrismaBetterSqlite3, 'connect' | 'provider' | 'adapterName'>> {
  const { PrismaBetterSqlite3 } = await import('@prisma/adapter-better-sqlite3');
  makeFolder(dirname(file));
  const factory = new PrismaBetterSqlite3({ url: `file:${file}`, timeout: waits.lock });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    async connect() {
      const connection = await factory.connect();
      // The library is built with synchronous NORMAL in WAL mode, which loses the last commits in a power cut.
      // Of the library's 16 MiB of pages in memory a desk needs few: it reads what it has just written.
      await connection.executeScript(`PRAGMA journal_mode = ${journal}; PRAGMA synchronous = FULL; PRAGMA cache_size = -4096;`);
      return connection;
    },
  };
}

/** The one adapter of PostgreSQL, on a single connection that commits synchronously whatever the server's default is. */
export async function postgresAdapter(url: string, waits: Waits): Promise<PrismaPg> {
  const { PrismaPg: Adapter } = await import('@prisma/adapter-pg');
  return new Adapter({
    connectionString: url,
    max: 1,
    // A session lock lives as long as its connection, so an idle one is kept.
    idleTimeoutMillis: 0,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    lock_timeout: waits.lock,
    statement_timeout: 60_000,
    ...(waits.answer === undefined ? {} : { query_timeout: waits.answer }),
    application_name: 'countersign',
    options: '-c synchronous_commit=on',
  });
}

/** A statement as the database takes it, with the values of its parameters in their order. */
export type RawStatement = { readonly sql: string; readonly values: readonly (string | number | null)[] };

/** The n-th parameter of a statement. */
export const parameter = (provider: DatabasePlace['provider'], n: number): string => (provider === 'sqlite' ? '?' : `$${n}`);

type Driver = Pick<Awaited<ReturnType<PrismaPg['connect']>>, 'startTransaction'>;

async function execute(
  on: Pick<Awaited<ReturnType<PrismaPg['connect']>>, 'executeRaw'>,
  { sql, values }: RawStatement,
): Promise<void> {
  const args = [...values];
  try {
    await on.executeRaw({ sql, args, argTypes: args.map(() => ({ scalarType: 'unknown', arity: 'scalar' })) });
  } finally {
    // The library keeps its last hundred queries for its own debug log.
    args.length = 0;
  }
}

/** All statements or none, on a connection that nobody else uses meanwhile. */
export async function inTransaction(driver: Driver, statements: readonly RawStatement[]): Promise<void> {
  const transaction = await driver.startTransaction();
  try {
    for (const statement of statements) await execute(transaction, statement);
    await execute(transaction, { sql: 'COMMIT', values: [] });
  } catch (error) {
    await execute(transaction, { sql: 'ROLLBACK', values: [] }).catch(() => undefined);
    await transaction.rollback();
    throw error;
  }
  await transaction.commit();
}

/** Plain SQL on one connection of its own: what migrations and locks need and Prisma's client does not give. */
export type Connection = {
  /** Statements without parameters or results. */
  script(sql: string): Promise<void>;
  rows(sql: string): Promise<readonly (readonly unknown[])[]>;
  /** One statement with values, without results. */
  execute(statement: RawStatement): Promise<void>;
  close(): Promise<void>;
};

/** Opens a connection of its own to `place`. Throws StoreError. */
export async function connect(place: DatabasePlace, waits: Waits): Promise<Connection> {
  const adapter = place.provider === 'sqlite' ? sqliteAdapter(place, waits) : postgresAdapter(place.url, waits);
  try {
    const connection = await (await adapter).connect();
    const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        throw storeError(error, `use the database ${place.name}`);
      }
    };
    return {
      // The adapter of PostgreSQL splits scripts at every semicolon; sent as one query without parameters it need not.
      script: (sql) =>
        attempt(async () => {
          if (place.provider === 'sqlite') await connection.executeScript(sql);
          else await connection.executeRaw({ sql, args: [], argTypes: [] });
        }),
      rows: (sql) => attempt(async () => (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows),
      execute: (statement) => attempt(() => execute(connection, statement)),
      close: () => connection.dispose(),
    };
  } catch (error) {
    throw storeError(error, `open the database ${place.name}`);
  }
}
