import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

/** The folders of programs without those of this checkout: the machine's own Node, as whoever installs has it. */
const PATH = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter);

test('installs without a warning and without a script from a fresh clone and an empty home, and trades', () => {
  const ground = mkdtempSync(join(tmpdir(), 'install-'));
  onTestFinished(() => rmSync(ground, { recursive: true }));
  const [clone, home] = [join(ground, 'clone'), join(ground, 'home')];
  mkdirSync(home);
  const run = (cwd: string, command: string, args: readonly string[], input = '') => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd,
      encoding: 'utf8',
      env: { PATH, HOME: home, npm_config_update_notifier: 'false' },
      input,
    });
    return { status, stdout, stderr };
  };
  expect(run(ground, 'git', ['clone', '--quiet', resolve('.'), clone]).status).toBe(0);
  expect(run(clone, 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])).toMatchObject({ status: 0, stderr: '' });
  const desk = run(clone, 'npm', ['start', '--', '--speed', 'max', '--to', '2024-01-01T01:00'], '/status\n');
  expect(desk).toMatchObject({ status: 0, stderr: '' });
  expect(desk.stdout).toContain('Equity');
  const help = run(clone, 'npx', ['countersign', '--help']);
  expect([help.status, help.stdout.split('\n')[0]]).toEqual([0, expect.stringContaining('Usage: countersign')]);
});
