import { hash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '../core/facts/storeError.ts';
import { type Connection, connect, type DatabasePlace, type Waits } from './driver.ts';
import { storeError } from './errors.ts';

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

/** Where the migrations of a database lie, in Prisma's folder form. */
export const migrationsOf = (provider: DatabasePlace['provider']): string =>
  join(import.meta.dirname, '../../prisma', provider, 'migrations');

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'migration.sql')));
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
    return { name, sql, checksum: hash('sha256', sql, 'hex') };
  });
}

/** Prisma's own table, to the letter, so that `prisma migrate deploy` goes on where this left off. */
const BOOK = {
  sqlite: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL,
    "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`,
  postgresql: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`,
} as const;

/** Prisma keeps SQLite's times as ms. */
const NOW = { sqlite: `CAST(unixepoch('subsec') * 1000 AS INTEGER)`, postgresql: 'now()' } as const;

/** The key of PostgreSQL's advisory lock is the one that Prisma's migrate takes, so the two exclude each other. */
const BEGIN = { sqlite: 'BEGIN IMMEDIATE', postgresql: 'BEGIN; SELECT pg_advisory_xact_lock(72707369)' } as const;

/** The migrations still to apply. Throws StoreError when what was applied is not what the folder holds. */
function pending(found: readonly Migration[], booked: readonly (readonly unknown[])[], place: DatabasePlace): Migration[] {
  const applied = new Set<string>();
  for (const [name, checksum, finished, rolledBack] of booked) {
    if (rolledBack !== null) continue;
    const known = found.find((migration) => migration.name === name);
    if (finished === null) {
      throw new StoreError('broken', `migration ${String(name)} of ${place.name} was begun by another tool and did not end`, {
        advice: 'Repair it with `prisma migrate resolve`, or restore a backup.',
      });
    }
    if (known === undefined) {
      throw new StoreError('broken', `${place.name} has the migration ${String(name)}, which this version does not know`, {
        advice: 'The database was made by a newer Countersign: update this one.',
      });
    }
    if (known.checksum !== checksum) {
      throw new StoreError('broken', `migration ${known.name} was changed after it was applied to ${place.name}`, {
        advice: `Its checksum is ${known.checksum}, expected ${String(checksum)}: restore the file as it was released.`,
      });
    }
    applied.add(known.name);
  }
  return found.filter((migration) => !applied.has(migration.name));
}

async function applyAll(connection: Connection, place: DatabasePlace, found: readonly Migration[]): Promise<string[]> {
  const { provider } = place;
  await connection.script(BOOK[provider]);
  const booked = await connection.rows(
    'SELECT "migration_name", "checksum", "finished_at", "rolled_back_at" FROM "_prisma_migrations" ORDER BY "started_at"',
  );
  const names: string[] = [];
  for (const { name, sql, checksum } of pending(found, booked, place)) {
    try {
      await connection.script(sql);
    } catch (error) {
      const { kind, message } = storeError(error, 'migrate');
      throw new StoreError(kind, `migration ${name} failed on ${place.name} and was rolled back: ${message}`, { cause: error });
    }
    await connection.script(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
       VALUES ('${randomUUID()}', '${checksum}', '${name.replaceAll("'", "''")}', ${NOW[provider]}, ${NOW[provider]}, 1)`,
    );
    names.push(name);
  }
  return names;
}

/**
 * Brings the database to this version's tables and returns the names of the migrations applied. All of them are one
 * transaction under a lock: killed in the middle, none has happened and the next start does them again.
 */
export async function migrate(
  place: DatabasePlace,
  waits: Waits,
  folder = migrationsOf(place.provider),
): Promise<readonly string[]> {
  const found = readMigrations(folder);
  const connection = await connect(place, waits);
  try {
    await connection.script(BEGIN[place.provider]);
    try {
      const names = await applyAll(connection, place, found);
      await connection.script('COMMIT');
      return names;
    } catch (error) {
      await connection.script('ROLLBACK').catch(() => undefined);
      throw error;
    }
  } finally {
    await connection.close();
  }
}
