import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshHome, runProcess, storedIn } from '../support/processDesk.ts';

/** A strategy that says nothing, and does something in its own time once the desk is at work, which a file tells it. */
const plugin = (later: string): string => `
import { existsSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { EventEmitter } from 'node:events';
// Where it is tried beforehand it is good.
const waiting = isMainThread && setInterval(() => {
  if (!existsSync('at work')) return;
  clearInterval(waiting);
  setTimeout(() => { ${later} }, 1);
}, 10);
export default ({ z }) => ({
  kind: 'strategy', name: 'late', version: 1, about: 'Of a test', source: 'This test',
  params: z.object({}), fields: ['score', 'confidence'], warmup: () => 0, memory: () => 1,
  start: (p, use, bars, out) => ({
    advance(from, to) { for (let i = from; i < to; i++) { out.score.set(i, 0); out.confidence.set(i, 0); } },
    explain: () => [],
  }),
});
`;

let home = '';
let remove = (): void => undefined;
beforeEach(() => {
  ({ home, remove } = freshHome());
});
afterEach(() => remove());

async function runWith(later: string, ...flags: readonly string[]) {
  const folder = join(home, 'own');
  mkdirSync(folder);
  writeFileSync(join(folder, 'late.ts'), plugin(later));
  const ran = await runProcess(['start', '--daemon', '--symbols', 'SOL/USDT', ...flags], home, {
    environment: { PLUGINS: folder, TIMEFRAMES: '5m', DECISION_TIMEFRAME: '5m' },
    kill() {
      writeFileSync(join(home, 'at work'), '');
      return false;
    },
  });
  const log = readFileSync(join(home, 'logs', 'bot.log'), 'utf8');
  return { ...ran, log };
}

it.each([
  ['a promise that is rejected', "void Promise.reject(new Error('out of tune'))"],
  [
    'an error of an emitter, each millisecond',
    "setInterval(() => new EventEmitter().emit('error', new Error('out of tune')), 1)",
  ],
])('%s that nobody catches is logged with its stack, told once, and stops the desk in order', async (_, later) => {
  const { status, signal, lines, errors, log } = await runWith(later);
  expect([status, signal, errors]).toEqual([1, null, '']);
  expect(lines.filter((line) => line.includes('out of tune'))).toHaveLength(1);
  expect(lines.join(' ')).toContain('ends the desk: out of tune. It stops in order');
  expect(log).toMatch(/out of tune.*late\.ts:\d+/);
  const rows = await storedIn(home);
  // The end is written, with the alert of it.
  expect(rows.slice(-2).map(({ event }) => event.type)).toEqual(['stopped', 'alert']);
});

it('a throw in a timer does so too, and under --json it is told beside the events', async () => {
  const { status, lines, errors, log } = await runWith("throw new Error('out of tune')", '--json');
  expect(status).toBe(1);
  expect(log).toMatch(/out of tune.*late\.ts:\d+/);
  expect(errors).toMatch(/^countersign: An error that nobody expected ends the desk: out of tune\..*\n$/);
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
});
