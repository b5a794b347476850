import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { migrationsOf } from '../../src/store/migrate.ts';
import { type Ground, places } from './databases.ts';

/** Slow enough to be killed in the middle, by a statement that each database understands. */
const SLOW = {
  SQLite:
    'CREATE TABLE "slow" AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000000) SELECT max(i) AS i FROM n;',
  PostgreSQL: 'SELECT pg_sleep(30);',
};

describe.each(places)('migrations of $name', (place) => {
  let ground: Ground;
  let folder: string;
  const provider = place.name === 'SQLite' ? 'sqlite' : 'postgresql';
  const open = async (): Promise<void> => {
    await (await openDatabase({ url: ground.url, home: ground.home, migrations: folder })).close();
  };
  const add = (name: string, sql: string): void => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  };
  const rows = async (sql: string): Promise<readonly (readonly unknown[])[]> => {
    const raw = await ground.raw();
    try {
      return await raw.rows(sql);
    } finally {
      await raw.close();
    }
  };
  /** How many migrations there are before a test adds its own. */
  const shipped = readdirSync(migrationsOf(provider)).filter((name) => name !== 'migration_lock.toml').length;
  const booked = () => rows('SELECT "migration_name" FROM "_prisma_migrations" ORDER BY "migration_name"');

  beforeEach(async () => {
    ground = await place.make();
    folder = join(ground.home, 'migrations');
    cpSync(migrationsOf(provider), folder, { recursive: true });
  });
  afterEach(async () => {
    await ground.clear();
  });

  test('are applied once and booked as Prisma books them', async () => {
    await open();
    await open();
    const names = readdirSync(folder).filter((name) => name !== 'migration_lock.toml');
    const found = await rows(
      'SELECT "migration_name", "checksum", "applied_steps_count", "logs", "rolled_back_at", "finished_at" IS NULL FROM "_prisma_migrations"',
    );
    expect(found.map((row) => row.slice(0, 5))).toEqual(
      names.map((name) => [
        name,
        hash('sha256', readFileSync(join(folder, name, 'migration.sql'), 'utf8'), 'hex'),
        1,
        null,
        null,
      ]),
    );
    expect(found.every((row) => row[5] === false || row[5] === 0)).toBe(true);
  });

  test('a new one is applied to a database that is in use already', async () => {
    await open();
    add(
      '20990101000000_more',
      'CREATE TABLE "more" ("a" TEXT NOT NULL DEFAULT \'x;y\');\n\n-- A comment; with a semicolon\nINSERT INTO "more" VALUES (\'1\');\n',
    );
    await open();
    expect(await rows('SELECT "a" FROM "more"')).toEqual([['1']]);
  });

  test('one that fails leaves nothing of itself or of those before it in the same start', async () => {
    await open();
    add('20990101000000_more', 'CREATE TABLE "more" ("a" TEXT);');
    add('20990102000000_wrong', 'CREATE TABLE "wrong" ("a" TEXT); INSERT INTO "nowhere" VALUES (1);');
    await expect(open()).rejects.toMatchObject({ name: 'StoreError', message: expect.stringContaining('20990102000000_wrong') });
    expect(await booked()).toHaveLength(shipped);
    await expect(rows('SELECT * FROM "more"')).rejects.toMatchObject({ name: 'StoreError' });
    add('20990102000000_wrong', 'CREATE TABLE "wrong" ("a" TEXT);');
    await open();
    expect(await booked()).toHaveLength(shipped + 2);
  });

  test('one that was changed after it was applied is named', async () => {
    add('20990101000000_more', 'CREATE TABLE "more" ("a" TEXT);');
    await open();
    add('20990101000000_more', 'CREATE TABLE "more" ("b" TEXT);');
    await expect(open()).rejects.toMatchObject({
      kind: 'broken',
      message: expect.stringMatching(/20990101000000_more was changed/),
    });
  });

  test('one of a newer version is named', async () => {
    add('20990101000000_more', 'CREATE TABLE "more" ("a" TEXT);');
    await open();
    await expect(openDatabase({ url: ground.url, home: ground.home })).rejects.toMatchObject({
      kind: 'broken',
      advice: expect.stringContaining('update'),
    });
  });

  test('killed in the middle of one, the next start finds nothing of it and does it again', async () => {
    await open();
    add('20990101000000_begun', `CREATE TABLE "begun" ("a" TEXT);`);
    add('20990102000000_slow', place.name === 'SQLite' ? SLOW.SQLite : SLOW.PostgreSQL);
    const program = join(import.meta.dirname, 'programs/migrate.ts');
    const child = spawn(process.execPath, [program, ground.home, folder, ...(ground.url === undefined ? [] : [ground.url])], {
      stdio: 'inherit',
    });
    const ended = once(child, 'exit');
    await midway(ground);
    child.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');
    add('20990102000000_slow', 'CREATE TABLE "slow" ("a" TEXT);');
    if (place.name === 'PostgreSQL') await endSessions(ground);
    expect(await booked()).toHaveLength(shipped);
    await expect(rows('SELECT * FROM "begun"')).rejects.toMatchObject({ name: 'StoreError' });
    await open();
    expect(await booked()).toHaveLength(shipped + 2);
  });
});

/** Resolves once another process is inside its migration: it holds the lock that keeps writers out. */
async function midway(ground: Ground): Promise<void> {
  const raw = await ground.raw();
  try {
    for (;;) {
      if (ground.url === undefined) {
        try {
          await raw.script('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE; ROLLBACK;');
        } catch {
          return;
        }
      } else {
        const [[count] = []] = await raw.rows(
          `SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid() AND datname = current_database()`,
        );
        if (count === 1) return;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } finally {
    await raw.close();
  }
}

/** A server notices a dead client when its statement ends; the sleep is cut short. */
async function endSessions(ground: Ground): Promise<void> {
  const raw = await ground.raw();
  await raw.rows(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()`,
  );
  await raw.close();
}
