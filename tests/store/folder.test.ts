import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder } from '../../src/store/folder.ts';

let ground: string;
beforeEach(() => {
  ground = mkdtempSync(join(tmpdir(), 'folder-'));
});
afterEach(() => rmSync(ground, { recursive: true }));

it('makes a folder and those that it lies in, and leaves one that is there', () => {
  const folder = join(ground, 'a', 'b c', 'ü');
  makeFolder(folder);
  makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

it.runIf(process.platform === 'linux')('ends where a folder takes none', () => {
  expect(() => makeFolder('/proc/countersign/home')).toThrow('ENOENT');
});

it('ends at a file', () => {
  writeFileSync(join(ground, 'file'), '');
  expect(() => makeFolder(join(ground, 'file'))).toThrow('EEXIST');
  expect(() => makeFolder(join(ground, 'file', 'home'))).toThrow(/EEXIST|ENOTDIR/);
});
