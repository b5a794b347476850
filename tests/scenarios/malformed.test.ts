import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/list.ts';
import { ANY_CHARACTER } from '../support/anyCharacter.ts';
import { hour, START, stillSettings, written } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { freshHome, runProcess } from '../support/processDesk.ts';
import type { Bar } from '../support/scriptedSource.ts';

const flat: readonly Bar[] = Array.from({ length: 12 }, () => ({ high: 100.3, low: 99.7 }));
const source = written({ 'AAA/USDT': flat, 'BBB/USDT': flat });

const words: readonly string[] = [
  ...COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]).map((name) => `/${name}`),
  'AAA',
  'AAA/USDT',
  'aaa/usdt',
  'ZZZ/USDT',
  '1',
  '3',
  'A1',
  'now',
  'yes',
  '/yes',
  'all',
  'momentum',
  'on',
  'off',
  '1h',
  '4h',
  '50%',
  '-5',
  '0',
  '1e999',
  'NaN',
  'Infinity',
  '0x10',
  '٣',
  '1,5',
  '--',
  "'",
  '"',
  '\\',
  '💥',
  '__proto__',
  'constructor',
  '$(rm)',
  '../..',
  ' ',
];
// No amount among them reaches the least notional, so that no line of these words can buy anything.
const soup = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((list) => list.join(' '));
const line = fc.oneof(
  soup,
  fc.string({ unit: ANY_CHARACTER, maxLength: 60 }),
  fc.string({ maxLength: 200 }).map((text) => `/${text}`),
);

test('whatever is typed is answered, trades nothing, and leaves the desk at work', async () => {
  const desk = await openDesk({ source, from: START, to: hour(12), settings: stillSettings() });
  await desk.play(hour(1));
  await fc.assert(
    fc.asyncProperty(line, async (text) => {
      const { reply } = await desk.type(text);
      expect(reply.title.length + reply.lines.length).toBeGreaterThan(0);
      expect(desk.state.orders.all.size).toBe(0);
    }),
    { numRuns: 1_500, seed: 11 },
  );
  await desk.play();
  expect(eventsOf(desk.rows(), 'cleared')).toEqual([]);
  expect(eventsOf(desk.rows(), 'jobFailed')).toEqual([]);
});

test('garbage moves no position that is open: it closes only by a command that names it', async () => {
  const desk = await openDesk({ source, from: START, to: hour(12), settings: stillSettings() });
  await desk.play(hour(1));
  await desk.type('/buy AAA/USDT 5000');
  const before = [...desk.state.account.positions.values()];
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: ANY_CHARACTER, maxLength: 80 }), async (text) => {
      await desk.type(text);
      expect([...desk.state.account.positions.values()]).toEqual(before);
    }),
    { numRuns: 500, seed: 12 },
  );
});

test('fewer candles than a warm-up: /whynot says what each strategy needs and has', async () => {
  const young = written({ 'AAA/USDT': flat }, 118);
  const desk = await openDesk({ source: young, from: START, to: hour(12), settings: stillSettings() });
  await desk.play(hour(2));
  const { reply } = await desk.type('/whynot AAA');
  expect([reply.title, ...reply.lines, JSON.stringify(reply.table ?? '')].join('\n')).toContain('needs 200, has 120');
});

const grounds = freshHome();
afterAll(() => grounds.remove());

const start = async (args: readonly string[]) => runProcess(['start', ...args], grounds.home, {});

test('candles that cannot be read: the message names file or symbol, exit status 1, no account is opened', async () => {
  const folder = join(grounds.home, 'ohlcv/binance/BTCUSDT');
  mkdirSync(folder, { recursive: true });
  const span = ['--from', '2024-01-01', '--to', '2024-01-02', '--speed', 'max'];
  const replay = ['--replay', join(grounds.home, 'ohlcv'), ...span];
  writeFileSync(join(folder, '1h.parquet'), 'PAR1 this is no table');
  const { status, errors } = await start(replay);
  expect(status).toBe(1);
  expect(errors).toContain('1h.parquet');
  expect(errors).not.toMatch(/\n\s+at /);
  const unknown = await start(['--symbols', 'BTCC/USDT', '--to', '2024-01-01T01:00', '--speed', 'max']);
  expect([unknown.status, unknown.errors]).toEqual([1, expect.stringContaining('BTCC/USDT')]);
});

test('wrong flags and wrong configuration end with status 2, each named', async () => {
  const { status, errors } = await runProcess(['start', '--speed', 'fast', '--to', 'soon'], grounds.home, {
    environment: { MAX_POSITION: 'much' },
  });
  expect(status).toBe(2);
  for (const name of ['--speed', '--to', 'MAX_POSITION']) expect(errors).toContain(name);
});
