import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLogs } from '../../src/store/logs.ts';
import { redactor } from '../../src/store/redaction.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string): string => join(folder, name);
const open = (aside?: (level: string, message: string) => void) =>
  openLogs({
    folder,
    level: 'info',
    redactor: redactor(['canary-secret']),
    largest: 1000,
    ...(aside === undefined ? {} : { aside }),
  });

test('each concern has its file, and lines below the level are left out', () => {
  const logs = open();
  logs.logger('orders', 'info', 'sent', { clientId: 'c1', quantity: 5n });
  logs.logger('scanning', 'debug', 'quiet');
  logs.close();
  expect(JSON.parse(readFileSync(file('orders.log'), 'utf8'))).toMatchObject({
    level: 'info',
    msg: 'sent',
    details: { clientId: 'c1', quantity: '5' },
  });
  expect(readFileSync(file('scanning.log'), 'utf8')).toBe('');
});

test('a desk that runs for months keeps a few files of a bounded size', () => {
  const logs = open();
  const line = 'x'.repeat(200);
  for (let i = 0; i < 60; i++) logs.logger('scanning', 'warn', `${i} ${line}`);
  logs.close();
  const kept = readdirSync(folder).filter((name) => name.startsWith('scanning'));
  expect(kept.toSorted()).toEqual(['scanning.1.log', 'scanning.2.log', 'scanning.3.log', 'scanning.log']);
  for (const name of kept) expect(statSync(file(name)).size).toBeLessThan(1_500);
  const [newest] = readFileSync(file('scanning.log'), 'utf8').trimEnd().split('\n').slice(-1);
  expect(newest).toContain('59 x');
});

test('a secret or a line break smuggled in by an error is masked and encoded', () => {
  const logs = open();
  const cause = new Error('signature=deadbeef');
  logs.logger('bot', 'error', 'failed canary-secret\nforged line', {
    error: new Error('key canary-secret', { cause }),
    apiKey: 'whatever',
    nested: [{ url: 'https://desk:hunter2@host/?a=canary-secret' }],
  });
  logs.close();
  const text = readFileSync(file('bot.log'), 'utf8');
  expect(text.trim().split('\n')).toHaveLength(1);
  for (const secret of ['canary', 'deadbeef', 'whatever', 'hunter2']) expect(text).not.toContain(secret);
});

test('warnings and errors are told aside, unless people are told in another way', () => {
  const aside: string[] = [];
  const logs = open((level, message) => aside.push(`${level} ${message}`));
  logs.logger('bot', 'warn', 'odd');
  logs.logger('bot', 'info', 'usual');
  logs.inFile('scanning', 'warn', 'data');
  expect(readFileSync(file('scanning.log'), 'utf8')).toContain('"msg":"data"');
  logs.close();
  logs.inFile('scanning', 'warn', 'after the end');
  expect(aside).toEqual(['warn odd']);
});

test('lines are given as people read them', async () => {
  const logs = open();
  logs.logger('orders', 'warn', 'refused', { clientId: 'c1' });
  expect(await logs.tail('orders', 5)).toEqual([
    expect.stringMatching(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] WARN: refused \{"details":\{"clientId":"c1"\}\}$/),
  ]);
  logs.close();
});

test('the newest lines are read from the end, across pieces', async () => {
  const lines = Array.from({ length: 3000 }, (_, i) => `line ${i} ${'x'.repeat(60)} é`);
  const logs = open();
  appendFileSync(file('bot.log'), `${lines.join('\n')}\n`);
  expect(await logs.tail('bot', 3)).toEqual(lines.slice(-3));
  expect(await logs.tail('bot', 2500)).toEqual(lines.slice(-2500));
  expect(await logs.tail('bot', 5000)).toEqual(lines);
  expect(await logs.tail('bot', 0)).toEqual([]);
  expect(await logs.tail('strategy', 3)).toEqual([]);
  logs.close();
});

test('a warning is in its file at once, with all that came before it', () => {
  const logs = open();
  logs.logger('bot', 'info', 'calm');
  expect(readFileSync(file('bot.log'), 'utf8')).toBe('');
  logs.logger('bot', 'warn', 'odd');
  expect(readFileSync(file('bot.log'), 'utf8')).toMatch(/calm.*\n.*odd.*\n/);
  logs.close();
});

test('a large file is put away when the logs are opened, three are kept', () => {
  for (const text of ['first', 'second', 'third', 'fourth', 'fifth']) {
    writeFileSync(file('bot.log'), text.padEnd(1000, '.'));
    open().close();
  }
  expect(['bot.1.log', 'bot.2.log', 'bot.3.log'].map((name) => readFileSync(file(name), 'utf8').replace(/\.+$/, ''))).toEqual([
    'fifth',
    'fourth',
    'third',
  ]);
  expect(existsSync(file('bot.4.log'))).toBe(false);
  expect(readFileSync(file('bot.log'), 'utf8')).toBe('');
});

test('warnings and errors are told aside, masked; after closing nothing is written', () => {
  const told: string[] = [];
  const logs = open((level, message) => told.push(`${level}: ${message}`));
  logs.logger('bot', 'info', 'calm');
  logs.logger('bot', 'warn', 'token=abc');
  logs.close();
  logs.logger('bot', 'error', 'late');
  expect(told).toEqual(['warn: token=***']);
});

test.runIf(existsSync('/dev/full'))('a full disk costs log lines and nothing else (left out without /dev/full)', () => {
  symlinkSync('/dev/full', file('bot.log'));
  const told: string[] = [];
  const logs = open((_, message) => told.push(message));
  for (let i = 0; i < 3; i++) logs.logger('bot', 'info', 'lost');
  logs.logger('orders', 'info', 'kept');
  logs.close();
  expect(told).toEqual([expect.stringContaining('the bot log cannot be written: ENOSPC')]);
  expect(readFileSync(file('orders.log'), 'utf8')).toContain('kept');
});
