import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sharedData } from '../tests/data.ts';
import { BREAKAGES } from './breakages/list.ts';

/**
 * `npm run breakages` breaks one behaviour after another in a copy of the newest commit and runs the tests that should notice. They run
 * with `-u`: golden files are rewritten there, so a test that only compares looks notices nothing and a fault must be caught as a fact.
 * Numbers after it choose breakages. tests/scripts/breakages.test.ts holds that each can still be made.
 */
const root = resolve(import.meta.dirname, '..');
const parent = mkdtempSync(join(tmpdir(), 'countersign-breakages-'));
const copy = join(parent, 'copy');
const data = sharedData('.');
const chosen = process.argv.slice(2).map(Number);
let unnoticed = 0;
try {
  execFileSync('git', ['-C', root, 'worktree', 'add', '--quiet', '--detach', copy]);
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const [i, { breaks, file, find, put, tests }] of BREAKAGES.entries()) {
    if (chosen.length > 0 && !chosen.includes(i + 1)) continue;
    const path = join(copy, file);
    const source = readFileSync(path, 'utf8');
    if (source.split(find).length !== 2) throw new Error(`breakage ${i + 1}: ${file} must hold this once: ${find}`);
    writeFileSync(
      path,
      source.replace(find, () => put),
    );
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '-u', '--bail', '1', ...tests],
      {
        cwd: copy,
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1', ...(data === undefined ? {} : { COUNTERSIGN_TEST_DATA: data }) },
      },
    );
    const by = /FAIL +(.*)/.exec(stdout + stderr)?.[1];
    if (status === 0 || by === undefined) unnoticed += 1;
    process.stdout.write(
      `${String(i + 1).padStart(2)} ${breaks}\n     ${by === undefined ? 'NOTICED BY NO TEST' : `noticed by ${by}`}\n`,
    );
    execFileSync('git', ['-C', copy, 'checkout', '--quiet', '.']);
  }
} finally {
  execFileSync('git', ['-C', root, 'worktree', 'remove', '--force', copy]);
  rmSync(parent, { recursive: true, force: true });
}
if (unnoticed > 0) process.exitCode = 1;
