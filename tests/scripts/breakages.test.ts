import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BREAKAGES } from '../../scripts/breakages/list.ts';

const root = join(import.meta.dirname, '../..');

test.each(BREAKAGES)('can still be broken: $breaks', ({ file, find, put, tests }) => {
  const parts = readFileSync(join(root, file), 'utf8').split(find);
  expect(parts.length - 1, `how often ${file} holds ${find}`).toBe(1);
  expect(put).not.toBe(find);
  expect(tests.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
