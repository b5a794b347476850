import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyLog } from '../../src/store/audit.ts';
import { headFileOf, readHead } from '../../src/store/head.ts';
import { lockWriter } from '../../src/store/lock.ts';
import { openLog } from '../../src/store/log.ts';
import { openOutbox } from '../../src/store/outbox.ts';
import { type Ground, places } from './databases.ts';

/** Starts the appending program and kills it with SIGKILL once `rows` rows are acknowledged; gives the last one it told of. */
async function appendUntilKilled(ground: Ground, rows: number): Promise<number> {
  const program = join(import.meta.dirname, 'programs/append.ts');
  const child = spawn(process.execPath, [program, ground.home, ...(ground.url === undefined ? [] : [ground.url])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let first: number | undefined;
  let told = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    told = Number(line);
    first ??= told;
    if (told - first >= rows) child.kill('SIGKILL');
  }
  expect((await ended)[1]).toBe('SIGKILL');
  return told;
}

describe.each(places)('killed with SIGKILL while it writes to $name', (place) => {
  let ground: Ground;
  beforeEach(async () => {
    ground = await place.make();
  });
  afterEach(async () => {
    await ground.clear();
  });

  test('nothing acknowledged is lost, the chain holds, no batch is torn, and the lock is free', async () => {
    for (const rows of [0, 60]) {
      const told = await appendUntilKilled(ground, rows);
      const lock = await lockWriter({ home: ground.home, url: ground.url, account: 'a', since: '2024-06-01T00:00:00Z' });
      const database = await ground.open();
      const headFile = headFileOf(ground.home, 'a');
      const log = await openLog(database, 'a', { headFile, channels: [] });
      const stored = await Array.fromAsync(log.read());
      expect(stored.length).toBeGreaterThanOrEqual(told);
      expect(stored.length % 12).toBe(0);
      expect(await verifyLog(database, 'a', await readHead(headFile))).toMatchObject({ ok: true, beyond: 0 });
      const batches = stored.length / 12;
      expect(await openOutbox(database, 'a').pending('terminal', 10_000)).toHaveLength(batches);
      expect(await database.run('count', (tables) => tables.intent.findMany({ where: { account: 'a' } }))).toHaveLength(batches);
      await database.close();
      await lock.release();
    }
  });
});
