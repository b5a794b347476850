import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SecondFactor } from '../../src/core/desk/oneTimeCodes.ts';
import type { Database } from '../../src/store/database.ts';
import { openSecondFactors } from '../../src/store/secondFactors.ts';
import { type Ground, places } from './databases.ts';

const ana: SecondFactor = {
  person: 'p1',
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  lastStep: 59_000_000,
  failures: 2,
  lockedUntil: 1_770_000_000_000,
  recovery: { salt: '00ff', hashes: ['aa', 'bb'] },
};

describe.each(places)('one-time codes on $name', (place) => {
  let ground: Ground;
  let database: Database;
  const key = (): string => join(ground.home, 'second-factor.key');
  beforeAll(async () => {
    ground = await place.make();
    database = await ground.open();
  });
  beforeEach(async () => {
    await ground.empty(database);
    rmSync(key(), { force: true });
  });
  afterAll(async () => {
    await database.close();
    await ground.clear();
  });

  test('are read as they were written, by each account for itself', async () => {
    const store = openSecondFactors(database, 'a', ground.home);
    expect(await store.read('p1')).toBeUndefined();
    await store.write(ana);
    await store.write({ ...ana, failures: 3 });
    expect(await openSecondFactors(database, 'a', ground.home).read('p1')).toEqual({ ...ana, failures: 3 });
    expect(await openSecondFactors(database, 'b', ground.home).read('p1')).toBeUndefined();
    await store.remove('p1');
    expect(await store.read('p1')).toBeUndefined();
  });

  test('lie sealed in the database, and only the owner may read the key', async () => {
    const store = openSecondFactors(database, 'a', ground.home);
    await store.write(ana);
    const rows = await database.run('read', (tables) => tables.secondFactor.findMany({ where: {} }));
    expect(JSON.stringify({ ...rows[0], lockedUntil: 0 })).not.toContain(ana.secret);
    expect(Buffer.from(rows[0]?.secret ?? '', 'base64').toString('latin1')).not.toContain(ana.secret);
    expect(statSync(key()).mode & 0o777).toBe(0o600);
    const first = rows[0]?.secret;
    await store.write(ana);
    const again = await database.run('read', (tables) => tables.secondFactor.findMany({ where: {} }));
    expect(again[0]?.secret).not.toBe(first);
  });

  test('do not open for another person, with another key, or once changed', async () => {
    const store = openSecondFactors(database, 'a', ground.home);
    await store.write(ana);
    await database.run('copy', (tables) => tables.secondFactor.updateMany({ where: {}, data: { person: 'p2' } }));
    await expect(store.read('p2')).rejects.toMatchObject({ kind: 'broken' });
    await database.run('copy', (tables) => tables.secondFactor.updateMany({ where: {}, data: { person: 'p1' } }));
    expect(await store.read('p1')).toEqual(ana);
    const own = readFileSync(key(), 'utf8');
    writeFileSync(key(), 'ab'.repeat(32));
    await expect(store.read('p1')).rejects.toMatchObject({ kind: 'broken' });
    writeFileSync(key(), 'short');
    await expect(store.read('p1')).rejects.toMatchObject({ kind: 'broken' });
    rmSync(key());
    await expect(store.read('p1')).rejects.toThrow(/second-factor\.key/);
    writeFileSync(key(), own);
    await database.run('change', (tables) => tables.secondFactor.updateMany({ where: {}, data: { secret: 'AAAA' } }));
    await expect(store.read('p1')).rejects.toMatchObject({ kind: 'broken' });
  });
});
