import { copyFileSync, cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Config, loadConfig } from '../../src/config/config.ts';
import { connect, placeOf } from '../../src/store/driver.ts';
import { lockWriter } from '../../src/store/lock.ts';
import { acceptLogs } from '../../src/tools/accept.ts';
import { verifyAudit } from '../../src/tools/verify.ts';
import { type LineProcess, openLineProcess } from '../support/lineProcess.ts';
import { freshHome } from '../support/processDesk.ts';

const QUICK = { TIMEFRAMES: '5m', DECISION_TIMEFRAME: '5m' };

/** Where all homes of this file are; `made` is one after a run, to be copied. */
let state: ReturnType<typeof freshHome>;
let lines: LineProcess;
let made: string;
let ground: ReturnType<typeof freshHome>;
let environment: Readonly<Record<string, string>>;

const start = (home: string, to = '2024-01-01T03:00') =>
  lines.run(['start', '--json', '--speed', 'max', '--symbols', 'SOL/USDT', '--to', to, '--home', home], { environment });

beforeAll(async () => {
  state = freshHome();
  lines = openLineProcess(state.home);
  made = join(state.home, 'made');
  environment = { ...QUICK, HEAD_FILE: join(state.home, 'made.head') };
  await start(made);
});
afterAll(async () => {
  await lines.end();
  state.remove();
});
beforeEach(() => {
  ground = freshHome();
  environment = { ...QUICK, HEAD_FILE: join(ground.home, 'second.head') };
});
afterEach(() => ground.remove());

/** A copy of the home after its run, with its second head. */
function copied(): string {
  const home = join(ground.home, 'data');
  cpSync(made, home, { recursive: true });
  copyFileSync(join(state.home, 'made.head'), join(ground.home, 'second.head'));
  return home;
}

/** What an audit tool prints of a home, and its exit status. */
async function audit(
  home: string,
  tool: (config: Config, print: (line: string) => void) => Promise<number> = verifyAudit,
): Promise<readonly [number, string]> {
  const told: string[] = [];
  const status = await tool(loadConfig({ ...environment, COUNTERSIGN_HOME: home }), (line) => told.push(line));
  return [status, told.join('\n')];
}

test('fault row 45: a second instance on one home refuses, says who holds it, and touches nothing', async () => {
  const { home } = ground;
  const lock = await lockWriter({ home, account: 'main', since: '2024-06-01T00:00:00Z' });
  const { status, stderr, stdout } = await start(home);
  await lock.release();
  expect(status).toBe(1);
  expect(stderr).toMatch(new RegExp(`another Countersign \\(pid ${process.pid}, since 2024-06-01.*runs on the home folder`));
  expect(stdout).not.toContain('"type":"started"');
  expect(existsSync(join(home, 'countersign.db'))).toBe(false);
});

test('a home that cannot be made is named, with what to do; exit status 1', async () => {
  writeFileSync(join(ground.home, 'file'), '');
  const { status, stderr } = await start(join(ground.home, 'file', 'home'));
  expect(status).toBe(1);
  expect(stderr).toMatch(/the home folder .*file.home cannot be made.*--home/);
});

test('fault row 38: an older backup of a whole home is refused until somebody accepts it; a home that is made anew is not', async () => {
  const home = copied();
  expect((await start(home, '2024-01-01T06:00')).status).toBe(0);
  rmSync(home, { recursive: true });
  cpSync(made, home, { recursive: true });
  const refused = await start(home, '2024-01-01T06:00');
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringMatching(/is not the newest: it has \d+ rows, but \d+ had/)]);
  expect((await audit(home))[0]).toBe(1);
  expect(await audit(home, (config, print) => acceptLogs(config, print, ['terminal']))).toEqual([
    0,
    expect.stringContaining('accepted at row'),
  ]);
  expect((await audit(home))[0]).toBe(0);
  expect(await start(home, '2024-01-01T06:00')).toMatchObject({ status: 0, stderr: '' });
  rmSync(home, { recursive: true });
  expect((await start(home)).status).toBe(0);
  expect((await audit(home))[0]).toBe(0);
});

describe('invariant 23: audit verify', () => {
  const tampering: readonly (readonly [string, string, RegExp])[] = [
    [
      'a changed amount',
      `UPDATE event SET body = replace(body, '"amount":"100000"', '"amount":"900000"') WHERE type = 'funded'`,
      /row 2 changed/,
    ],
    ['a changed time', 'UPDATE event SET at = at + 1 WHERE seq = 20', /row 20 changed/],
    ['a missing row', 'DELETE FROM event WHERE seq = 12', /row 12 missing/],
    ['a cut-off end', 'DELETE FROM event WHERE seq > 30', /row 31 cut off/],
    [
      'reordered rows',
      'UPDATE event SET seq = -1 WHERE seq = 14; UPDATE event SET seq = 14 WHERE seq = 15; UPDATE event SET seq = 15 WHERE seq = -1',
      /row 14 (reordered|changed)/,
    ],
  ];

  test('names the first row that is wrong and exits with status 1; a start on such a log is refused', async () => {
    const home = copied();
    expect(await audit(home)).toEqual([0, expect.stringContaining('each as it was written')]);
    const file = join(home, 'countersign.db');
    copyFileSync(file, `${file}.sound`);
    for (const [what, sql, named] of tampering) {
      copyFileSync(`${file}.sound`, file);
      const connection = await connect(placeOf(undefined, home), { lock: 2_000 });
      await connection.script(sql);
      await connection.close();
      expect([what, ...(await audit(home))]).toEqual([what, 1, expect.stringMatching(named)]);
    }
    const { status, stdout } = await lines.run(['audit', 'verify', '--home', home], { environment });
    expect([status, stdout.trimEnd()]).toEqual(await audit(home));
    const refused = await start(home);
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('is not whole')]);
  });
});
