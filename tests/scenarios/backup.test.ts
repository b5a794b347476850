import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import type { StoredEvent } from '../../src/core/facts/eventLog.ts';
import { HOUR, iso } from '../../src/core/time.ts';
import { backupHome } from '../../src/tools/backup.ts';
import { restoreHome } from '../../src/tools/restore.ts';
import { verifyAudit } from '../../src/tools/verify.ts';
import { type LineProcess, openLineProcess } from '../support/lineProcess.ts';
import { accountRows } from '../support/memoryLog.ts';
import { freshHome, runProcess, storedIn } from '../support/processDesk.ts';

const environment = { TIMEFRAMES: '5m', DECISION_TIMEFRAME: '5m' };
const SYMBOLS = ['--symbols', 'SOL/USDT,LINK/USDT'];

/** What an account went through. How long people have for an answer, which nobody is asked for here, follows the pace of its first start. */
const story = (rows: readonly StoredEvent[]) => accountRows(rows.filter(({ event }) => event.type !== 'settings'));

let ground: ReturnType<typeof freshHome>;
let lines: LineProcess;
beforeAll(() => {
  ground = freshHome();
  lines = openLineProcess(ground.home);
});
afterAll(async () => {
  await lines.end();
  ground.remove();
});

test('a backup of a running desk, restored in a new home, is its log so far, and goes on as the desk would have', async () => {
  const [home, moved, whole] = ['home', 'moved', 'whole'].map((name) => join(ground.home, name));
  const file = join(ground.home, 'b.tar');
  const config = (folder = '') => loadConfig({ COUNTERSIGN_HOME: folder, HEAD_FILE: join(ground.home, `${folder}.head`) });

  // It runs until the backup is made, and then dies.
  let backup: Promise<number> | undefined;
  let isMade = false;
  const ran = await runProcess(
    ['start', '--json', '--daemon', '--speed', '36000', ...SYMBOLS, '--home', home ?? '', '--to', '2024-03-01'],
    ground.home,
    {
      environment: { ...environment, HEAD_FILE: join(ground.home, 'home.head') },
      kill(_, count) {
        if (count > 150)
          backup ??= backupHome({ to: file }, config(home), '0.1.0', Date.now(), () => undefined).finally(() => {
            isMade = true;
          });
        return isMade;
      },
    },
  );
  expect([ran.signal, await backup]).toEqual(['SIGKILL', 0]);

  expect(await restoreHome(file, {}, config(moved), Date.now(), () => undefined)).toBe(0);
  expect(await verifyAudit(config(moved), () => undefined)).toBe(0);
  const backedUp = await storedIn(moved ?? '');
  const left = await storedIn(home ?? '');
  expect(backedUp.length).toBeGreaterThan(20);
  expect(backedUp).toEqual(left.slice(0, backedUp.length));

  const to = iso((backedUp.at(-1)?.event.at ?? 0) + 6 * HOUR);
  for (const folder of [moved, whole])
    expect(
      await lines.run(['start', '--json', '--daemon', '--speed', 'max', ...SYMBOLS, '--home', folder ?? '', '--to', to], {
        environment: { ...environment, HEAD_FILE: join(ground.home, `${folder}.head`) },
      }),
    ).toMatchObject({ status: 0, stderr: '' });
  const [gone, undisturbed] = [await storedIn(moved ?? ''), await storedIn(whole ?? '')];
  expect(gone.length).toBeGreaterThan(backedUp.length);
  expect(story(gone)).toEqual(story(undisturbed));
});
