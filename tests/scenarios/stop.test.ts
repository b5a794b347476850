import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { freshHome } from '../support/processDesk.ts';

/** From the signal to the end, ms. Below what a request to a platform may take before it is given up: whoever waits for one ends later. */
const PATIENCE = 12_000;

it('a stop is in order although a platform takes connections and never answers', async () => {
  const silent = createServer(() => undefined);
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const { home, remove } = freshHome();
  const desk = spawn(
    process.execPath,
    [resolve(import.meta.dirname, '../../bin/countersign.mjs'), 'start', '--daemon', '--json'],
    {
      cwd: home,
      env: {
        PATH: process.env['PATH'] ?? '',
        XDG_STATE_HOME: home,
        COUNTERSIGN_HOME: home,
        TELEGRAM_TOKEN: '123456:token',
        TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`,
        TELEGRAM_CHAT_ID: '11',
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const ended = once(desk, 'close');
  onTestFinished(async () => {
    desk.kill('SIGKILL');
    await ended;
    silent.close();
    remove();
  });
  const types: unknown[] = [];
  const asked = once(silent, 'connection').then(() => {
    desk.kill('SIGTERM');
    return performance.now();
  });
  for await (const line of createInterface({ input: desk.stdout })) types.push(JSON.parse(line).type);
  const [signalled] = await Promise.all([asked, ended]);
  expect(performance.now() - signalled).toBeLessThan(PATIENCE);
  expect(desk.exitCode).toBe(0);
  expect(types).toContain('stopped');
});
