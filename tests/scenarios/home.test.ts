import { copyFileSync, cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import { type Connection, connect, placeOf } from '../../src/store/driver.ts';
import { lockWriter } from '../../src/store/lock.ts';
import { verifyAudit } from '../../src/tools/verify.ts';
import { freshHome, runProcess } from '../support/processDesk.ts';

const QUICK = { TIMEFRAMES: '5m', DECISION_TIMEFRAME: '5m' };
const ARGS = ['start', '--json', '--speed', 'max', '--symbols', 'SOL/USDT', '--to', '2024-01-01T03:00'];

let ground: ReturnType<typeof freshHome>;
beforeEach(() => {
  ground = freshHome();
});
afterEach(() => ground.remove());

const run = (args: readonly string[] = ARGS) => runProcess(args, ground.home, { environment: QUICK });
const raw = (): Promise<Connection> => connect(placeOf(undefined, ground.home), { lock: 2_000 });

test('fault row 45: a second instance on one home refuses, says who holds it, and touches nothing', async () => {
  const lock = await lockWriter({ home: ground.home, account: 'main', since: '2024-06-01T00:00:00Z' });
  const { status, errors, lines } = await run();
  await lock.release();
  expect(status).toBe(1);
  expect(errors).toMatch(new RegExp(`another Countersign \\(pid ${process.pid}, since 2024-06-01.*runs on the home folder`));
  expect(lines.filter((line) => line.includes('"type":"started"'))).toEqual([]);
  expect(existsSync(join(ground.home, 'countersign.db'))).toBe(false);
});

test('a home that cannot be made is named, with what to do; exit status 1', async () => {
  writeFileSync(join(ground.home, 'file'), '');
  const { status, errors } = await run([...ARGS, '--home', join(ground.home, 'file', 'home')]);
  expect(status).toBe(1);
  expect(errors).toMatch(/the home folder .*file.home cannot be made.*--home/);
});

test('fault row 38: an older backup of a whole home is refused until somebody accepts it; a home that is made anew is not', async () => {
  const state = freshHome();
  const environment = { ...QUICK, HEAD_FILE: join(state.home, 'second.head') };
  const home = join(ground.home, 'data');
  const at = (time: string, ...args: readonly string[]) =>
    runProcess([...ARGS.slice(0, -1), time, '--home', home, ...args], ground.home, { environment });
  const tool = (word: string) => runProcess(['audit', word, '--home', home], ground.home, { environment });
  expect((await at('2024-01-01T03:00')).status).toBe(0);
  cpSync(home, `${home}-older`, { recursive: true });
  expect((await at('2024-01-01T06:00')).status).toBe(0);
  rmSync(home, { recursive: true });
  cpSync(`${home}-older`, home, { recursive: true });
  const refused = await at('2024-01-01T06:00');
  expect([refused.status, refused.errors]).toEqual([1, expect.stringMatching(/is not the newest: it has \d+ rows, but \d+ had/)]);
  expect((await tool('verify')).status).toBe(1);
  expect((await tool('accept')).lines).toEqual([expect.stringContaining('accepted at row')]);
  expect((await tool('verify')).status).toBe(0);
  const gone = await at('2024-01-01T06:00');
  expect([gone.status, gone.errors]).toEqual([0, '']);
  rmSync(home, { recursive: true });
  expect((await at('2024-01-01T03:00')).status).toBe(0);
  expect((await tool('verify')).status).toBe(0);
  state.remove();
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

  async function verify(): Promise<readonly [number, string]> {
    const lines: string[] = [];
    const status = await verifyAudit(loadConfig({ COUNTERSIGN_HOME: ground.home }), (line) => lines.push(line));
    return [status, lines.join('\n')];
  }

  test('names the first row that is wrong and exits with status 1; a start on such a log is refused', async () => {
    expect((await run()).status).toBe(0);
    expect(await verify()).toEqual([0, expect.stringContaining('each as it was written')]);
    const file = join(ground.home, 'countersign.db');
    copyFileSync(file, `${file}.sound`);
    for (const [what, sql, named] of tampering) {
      copyFileSync(`${file}.sound`, file);
      const connection = await raw();
      await connection.script(sql);
      await connection.close();
      expect([what, ...(await verify())]).toEqual([what, 1, expect.stringMatching(named)]);
    }
    const told = await run(['audit', 'verify']);
    expect([told.status, told.lines.join('\n')]).toEqual(await verify());
    const refused = await run();
    expect([refused.status, refused.errors]).toEqual([1, expect.stringContaining('is not whole')]);
  });
});
