import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const LAUNCHER = resolve('bin/countersign.mjs');
/** Has a process take its Node for an older one. */
const AGED = ['--import', 'data:text/javascript,Object.defineProperty(process, "version", { value: "v20.1.0" })'];

describe.skipIf(process.platform === 'win32')('the launcher on a Node that is too old', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'launcher-'));
    mkdirSync(join(folder, 'bin'));
    copyFileSync(LAUNCHER, join(folder, 'bin/countersign.mjs'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const launch = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...AGED, join(folder, 'bin/countersign.mjs'), ...words], {
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  test('gives the words to the Node that came with the packages, and ends as that does', () => {
    const node = join(folder, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
    mkdirSync(dirname(node), { recursive: true });
    writeFileSync(node, '#!/bin/sh\nshift; shift\necho "$@"\nexit 7\n');
    chmodSync(node, 0o755);
    const { status, stdout } = launch('start', '--speed', 'max');
    expect([status, stdout]).toEqual([7, `${join(folder, 'bin/countersign.mjs')} start --speed max\n`]);
  });

  test('says what is needed where none came', () => {
    const { status, stdout, stderr } = launch('start');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      'countersign: this is Node 20.1.0, and Node 24 or later is needed. None came with the packages for ' +
        `${process.platform} on ${process.arch}: install Node 24 (https://nodejs.org) and give the same command again\n`,
    );
  });
});

test('the launcher on Node 24 is the command line, and keeps what it compiled, from the first module on, for the next start', () => {
  const kept = mkdtempSync(join(tmpdir(), 'launcher-'));
  const env = { PATH: process.env['PATH'], TMPDIR: kept, TEMP: kept };
  const told = 'data:text/javascript,process.on("exit", () => process.stderr.write(process.env.NODE_COMPILE_CACHE))';
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', told, LAUNCHER, '--version'], {
    encoding: 'utf8',
    env,
  });
  const modules = readdirSync(kept, { recursive: true });
  rmSync(kept, { recursive: true });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  // A cache that is opened when the first modules have been read already keeps none of them.
  expect(modules.length).toBeGreaterThan(50);
  // Where the threads of the desk look.
  expect(stderr).toBe(join(kept, 'node-compile-cache'));
});

describe.skipIf(process.platform !== 'linux')('the memory allocator of a desk', () => {
  /** Ends the process in front of the desk, as soon as it runs by an allocator that was set. */
  const telling =
    'data:text/javascript,const { env, execArgv } = process; if (env.MALLOC_ARENA_MAX !== undefined) { ' +
    'console.log(env.MALLOC_ARENA_MAX, env.MALLOC_TRIM_THRESHOLD_, env.KEPT, execArgv[0], ...process.argv.slice(2)); process.exit() }';
  const launch = (given: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, ['--max-semi-space-size=4', '--import', telling, LAUNCHER, 'start', '--json'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], KEPT: 'kept', ...given },
    }).stdout;

  test('is told to give back what is free, with the same words, flags and environment', () => {
    expect(launch({})).toBe('2 131072 kept --max-semi-space-size=4 start --json\n');
  });

  test('is left as somebody has set it', () => {
    expect(launch({ MALLOC_ARENA_MAX: '7' })).toBe('7 undefined kept --max-semi-space-size=4 start --json\n');
  });
});
