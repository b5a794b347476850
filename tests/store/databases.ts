import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectTo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { type Connection, connect, placeOf } from '../../src/store/driver.ts';
import { PROJECTIONS } from '../../src/store/projections/list.ts';

/** A database of a test's own: an empty home folder, and a server's empty database where it is PostgreSQL. */
export type Place = { readonly name: string; make(): Promise<Ground> };

export type Ground = {
  readonly home: string;
  readonly url: string | undefined;
  open(lockWait?: number): Promise<Database>;
  /** A second connection, past the store: to tamper, to lock, to look. */
  raw(): Promise<Connection>;
  /** Deletes all rows and heads; a new database for each test would take ten times as long. */
  empty(database: Database): Promise<void>;
  clear(): Promise<void>;
};

const SERVER = process.env['COUNTERSIGN_TEST_POSTGRES'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
const WAITS = { lock: 2_000 };

/** Those that a store writes into itself, and those of its read models. */
const TABLES = ['account', 'event', 'intent', 'fill', 'delivery', 'lease', 'secondFactor', 'snapshot', 'projection'].concat(
  PROJECTIONS.flatMap(({ tables }) => tables.map(({ name }) => name)),
);

const ground = (home: string, url: string | undefined, drop: () => Promise<void>): Ground => ({
  home,
  url,
  open: (lockWait) => openDatabase({ url, home, ...(lockWait === undefined ? {} : { lockWait }) }),
  raw: () => connect(placeOf(url, home), WAITS),
  async empty(database) {
    await database.write(
      'empty',
      TABLES.map((table) => ({ sql: `DELETE FROM "${table}"`, values: [] })),
    );
    rmSync(join(home, 'audit'), { recursive: true, force: true });
  },
  async clear() {
    await drop();
    rmSync(home, { recursive: true, force: true });
  },
});

const freshHome = (): string => mkdtempSync(join(tmpdir(), 'countersign-'));

const sqlite: Place = { name: 'SQLite', make: async () => ground(freshHome(), undefined, async () => undefined) };

async function onServer<T>(work: (server: Connection) => Promise<T>, url = SERVER): Promise<T> {
  const server = await connect(placeOf(url, '.'), WAITS);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

/** Databases of this run that a test is done with, empty again: to make one anew takes ten times as long. */
const free: URL[] = [];

const EMPTIED = `
  SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database();
  DROP SCHEMA public CASCADE; CREATE SCHEMA public`;

async function newDatabase(): Promise<URL> {
  const name = `${process.env['TEST_RUN']}_${randomBytes(6).toString('hex')}`;
  // Whoever is killed here is a client: the server writes all that it has confirmed, only a little later.
  await onServer(async (server) => {
    await server.script(`CREATE DATABASE ${name}`);
    await server.script(`ALTER DATABASE ${name} SET synchronous_commit = off`);
  });
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return url;
}

const postgres: Place = {
  name: 'PostgreSQL',
  async make() {
    const url = free.pop() ?? (await newDatabase());
    return ground(freshHome(), url.href, async () => {
      await onServer((server) => server.script(EMPTIED), url.href);
      free.push(url);
    });
  },
};

/** Gives the tests of one run a name for their databases; gives what drops them all after the last. Called once a run, before the tests. */
export default function setup(): () => Promise<void> {
  const run = `countersign_test_${randomBytes(6).toString('hex')}`;
  process.env['TEST_RUN'] = run;
  return async () => {
    if (!places.includes(postgres)) return;
    await onServer(async (server) => {
      for (const [name] of await server.rows(`SELECT datname FROM pg_database WHERE starts_with(datname, '${run}')`))
        await server.script(`DROP DATABASE ${String(name)} WITH (FORCE)`);
    });
  };
}

async function reachable(): Promise<boolean> {
  try {
    await onServer((server) => server.rows('SELECT 1'));
    return true;
  } catch {
    process.stdout.write('PostgreSQL tests left out: no server on 127.0.0.1:5432 (set COUNTERSIGN_TEST_POSTGRES)\n');
    return false;
  }
}

/** Every database that the tests can have here; the same tests run on each. */
export const places: readonly Place[] = (await reachable()) ? [sqlite, postgres] : [sqlite];

/** A way to a server that can fall silent: what is sent is taken, and nothing comes back. */
export async function silencer(url: string): Promise<{
  readonly url: string;
  silence(): void;
  /** Everything that has waited is passed on. */
  speak(): void;
  close(): Promise<void>;
}> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let isSilent = false;
  const server = createServer((client) => {
    const behind = connectTo({ host: hostname, port: Number(port) });
    for (const [from, into] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(from);
      if (isSilent) from.pause();
      from.on('data', (data) => into.write(data));
      from.on('error', () => into.destroy());
      from.on('close', () => {
        sockets.delete(from);
        into.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  const to = new URL(url);
  to.port = `${address.port}`;
  return {
    url: to.href,
    silence() {
      isSilent = true;
      for (const socket of sockets) socket.pause();
    },
    speak() {
      isSilent = false;
      for (const socket of sockets) socket.resume();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
