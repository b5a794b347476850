import { expect, test } from 'vitest';
import { type Connection, connect, placeOf } from '../../src/store/driver.ts';
import { accountRows } from '../support/memoryLog.ts';
import { freshHome, runProcess, storedIn } from '../support/processDesk.ts';

const QUICK = { TIMEFRAMES: '5m', DECISION_TIMEFRAME: '5m' };
const ARGS = ['start', '--json', '--speed', 'max', '--symbols', 'SOL/USDT,DOGE/USDT', '--to', '2024-01-01T06:00'];

test('fault row 36: a database that stays locked ends the run with a message; the next start loses nothing', async () => {
  const whole = freshHome();
  const ground = freshHome();
  try {
    expect((await runProcess(ARGS, whole.home, { environment: QUICK })).status).toBe(0);
    let locked: Promise<Connection> | undefined;
    const stopped = await runProcess(ARGS, ground.home, {
      environment: QUICK,
      kill: (line) => {
        if (line.includes('"type":"intent"'))
          locked ??= connect(placeOf(undefined, ground.home), { lock: 2_000 }).then(async (connection) => {
            await connection.script('BEGIN IMMEDIATE');
            return connection;
          });
        return false;
      },
    });
    await (await locked)?.close();
    expect([stopped.status, stopped.errors]).toEqual([1, expect.stringContaining('locked')]);
    expect((await runProcess(ARGS, ground.home, { environment: QUICK })).status).toBe(0);
    expect(accountRows(await storedIn(ground.home))).toEqual(accountRows(await storedIn(whole.home)));
  } finally {
    whole.remove();
    ground.remove();
  }
});
