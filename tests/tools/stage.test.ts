import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { makeStage } from '../../src/tools/stage.ts';

/** More than any system gives. */
const dead = 999_999_999;

test('a backup clears what those have left that were killed here, and nothing of one that runs or of another machine', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-stage-'));
  const own = basename(await makeStage(folder));
  const left = own.replace(`-${process.pid}-`, `-${dead}-`);
  const elsewhere = `.countersign-backup-another-${dead}-abc`;
  const others = [own.replace(`-${process.pid}-`, `-${process.ppid}-`), elsewhere, `${left}.tar`.slice(1)];
  for (const name of [left, ...others]) mkdirSync(join(folder, name, 'audit'), { recursive: true });
  const next = basename(await makeStage(folder));
  expect(readdirSync(folder).toSorted()).toEqual([own, next, ...others].toSorted());
  rmSync(folder, { recursive: true });
});
