import { spawnSync } from 'node:child_process';
import { hash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, asyncProperty, integer, nat, tuple } from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readBackup, writeBackup } from '../../src/store/backupFile.ts';

const SAID = {
  version: '0.1.0',
  at: '2024-06-02T14:30:00.000Z',
  from: 'sqlite' as const,
  accounts: [{ key: 'binance/paper/main', createdAt: '2024-06-01T00:00:00.000Z', seq: 14, hash: 'a'.repeat(64) }],
};
const NAMES = ['audit/binance.paper.main.head', 'countersign.db'];

let folder: string;
let file: string;
let sound: Buffer;
let tried: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-backup-'));
  file = join(folder, 'sound.tar');
  tried = join(folder, 'tried.tar');
  mkdirSync(join(folder, 'parts', 'audit'), { recursive: true });
  writeFileSync(join(folder, 'parts', NAMES[0] ?? ''), '{"seq":14}\n');
  writeFileSync(join(folder, 'parts', NAMES[1] ?? ''), randomBytes(3_000));
  await writeBackup(file, join(folder, 'parts'), NAMES, SAID);
  sound = readFileSync(file);
});
afterEach(() => rmSync(tried, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const reading = (bytes: Uint8Array) => {
  writeFileSync(tried, bytes);
  return readBackup(tried);
};

test('is one file of its owner alone that any tar unpacks, with its own sum beside its manifest', () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const to = join(folder, 'by-hand');
  mkdirSync(to);
  const unpacked = spawnSync('tar', ['xf', file, '-C', to], { encoding: 'utf8' });
  expect([unpacked.status, unpacked.stderr]).toEqual([0, '']);
  for (const name of NAMES) expect(readFileSync(join(to, name))).toEqual(readFileSync(join(folder, 'parts', name)));
  expect(JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8'))).toMatchObject({ format: 1, ...SAID });
  const manifest = readFileSync(join(to, 'manifest.json'));
  expect(readFileSync(join(to, 'manifest.sha256'), 'utf8')).toBe(`${hash('sha256', manifest, 'hex')}  manifest.json\n`);
  expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
});

test('is read as it was written, and unpacked for its owner alone', async () => {
  const into = join(folder, 'into');
  const manifest = await readBackup(file, into);
  expect(manifest).toMatchObject(SAID);
  expect(manifest.parts.map(({ name, size }) => [name, size])).toEqual([
    [NAMES[0], 11],
    [NAMES[1], 3_000],
  ]);
  for (const name of NAMES) {
    expect(readFileSync(join(into, name))).toEqual(readFileSync(join(folder, 'parts', name)));
    expect(statSync(join(into, name)).mode & 0o777).toBe(0o600);
  }
});

test('whatever byte is flipped, it is refused by name', async () => {
  const flip = tuple(nat({ max: sound.length - 1 }), integer({ min: 1, max: 255 }));
  await assert(
    asyncProperty(flip, async ([at, by]) => {
      const flipped = Buffer.from(sound);
      flipped[at] = (flipped[at] ?? 0) ^ by;
      await expect(reading(flipped)).rejects.toThrow(/tried\.tar is (damaged: its .+ is not what was written|no backup|cut off)/);
    }),
    { numRuns: 400 },
  );
});

test('wherever it is cut, it is refused as cut off; and what stands behind it is noticed', async () => {
  await assert(
    asyncProperty(integer({ min: 512, max: sound.length - 1 }), async (length) => {
      await expect(reading(sound.subarray(0, length))).rejects.toThrow(/tried\.tar is cut off/);
    }),
    { numRuns: 100 },
  );
  await expect(reading(Buffer.concat([sound, Buffer.of(0)]))).rejects.toThrow('something was put behind it');
});

test.each([
  ['an empty file', '', /is empty\. Nothing was changed/],
  ['a text', 'not a backup at all', /is no backup that countersign has made/],
  ['another tar', Buffer.alloc(10_240), /is no backup that countersign has made/],
])('%s is refused by name', async (_, content, says) => {
  writeFileSync(tried, content);
  await expect(readBackup(tried)).rejects.toThrow(says);
});

test('a folder is no backup', async () => {
  await expect(readBackup(folder)).rejects.toThrow('is no file, and a backup is one');
});

test('one that a newer program has made says so', async () => {
  const newer = sound.toString('latin1').replace('"format": 1', '"format": 2');
  const size = Number.parseInt(newer.slice(124, 136), 8);
  const sum = hash('sha256', Buffer.from(newer.slice(512, 512 + size), 'latin1'), 'hex');
  const sumAt = 512 + Math.ceil(size / 512) * 512 + 512;
  const written = newer.slice(0, sumAt) + sum + newer.slice(sumAt + 64);
  await expect(reading(Buffer.from(written, 'latin1'))).rejects.toThrow('A newer Countersign has made it: update this one.');
});

test('a disk that takes nothing leaves nothing', async () => {
  const none = join(folder, 'none', 'x.tar');
  await expect(writeBackup(none, join(folder, 'parts'), NAMES, SAID)).rejects.toThrow(`could not write the backup ${none}`);
  expect(existsSync(none)).toBe(false);
});
