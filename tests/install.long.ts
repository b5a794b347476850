import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

/** The folders of programs without those of this checkout: the machine's own Node, as whoever installs has it. */
const PATH = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));

/** The packages of other Node versions that can be had for this machine, which the desk itself never takes. */
const PACKAGE = `node-${process.platform}-${process.arch}`;

/** Where the machine says how its registry is reached; npm looks for it beside the Node that runs it. */
const SETTINGS = spawnSync('npm', ['config', 'get', 'globalconfig'], {
  encoding: 'utf8',
  env: { PATH: PATH.join(delimiter) },
}).stdout.trim();

function runIn(cwd: string, folders: readonly string[], home: string) {
  return (command: string, args: readonly string[], input = '') => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd,
      encoding: 'utf8',
      env: { PATH: folders.join(delimiter), HOME: home, npm_config_update_notifier: 'false', npm_config_globalconfig: SETTINGS },
      input,
    });
    return { status, stdout, stderr };
  };
}

test.each([
  { launching: 'the machine has', version: undefined },
  { launching: '22', version: '22' },
  { launching: '24', version: '24' },
])(
  'installs without a warning and without a script from a fresh clone and an empty home, and trades, by the Node $launching',
  ({ version }) => {
    const ground = mkdtempSync(join(tmpdir(), 'install-'));
    onTestFinished(() => rmSync(ground, { recursive: true }));
    const [clone, home, other] = [join(ground, 'clone'), join(ground, 'home'), join(ground, 'node')];
    for (const folder of [home, other]) mkdirSync(folder);
    const folders = version === undefined ? PATH : [join(other, 'node_modules', PACKAGE, 'bin'), ...PATH];
    if (version !== undefined) {
      expect(runIn(other, PATH, home)('npm', ['install', '--no-save', `${PACKAGE}@${version}`])).toMatchObject({
        status: 0,
      });
      expect(runIn(other, folders, home)('node', ['--version']).stdout).toMatch(new RegExp(`^v${version}\\.`));
    }
    expect(runIn(ground, folders, home)('git', ['clone', '--quiet', resolve('.'), clone]).status).toBe(0);
    const run = runIn(clone, folders, home);
    expect(run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])).toMatchObject({ status: 0, stderr: '' });
    const desk = run('npm', ['start', '--', '--speed', 'max', '--to', '2024-01-01T01:00'], '/status\n');
    expect(desk).toMatchObject({ status: 0, stderr: '' });
    expect(desk.stdout).toContain('Equity');
    const help = run('npx', ['countersign', '--help']);
    expect([help.status, help.stdout.split('\n')[0]]).toEqual([0, expect.stringContaining('Usage: countersign')]);
  },
);
