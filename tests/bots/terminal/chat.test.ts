import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRouter } from '../../../src/bots/router.ts';
import { openTerminal, type TerminalOptions } from '../../../src/bots/terminal/chat.ts';
import { chatCommands } from '../commands.ts';
import { chatDesk } from '../desk.ts';
import { hourClock } from './clock.ts';

const start = Date.UTC(2024, 5, 1);
const HOUR = 3_600_000;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'terminal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Play = {
  input?: Readable;
  output?: Writable;
  end?: number;
  to?: number;
  paced?: boolean;
  json?: boolean;
  daemon?: boolean;
  zone?: string;
  keep?: TerminalOptions['keep'];
};

/** Plays a script of lines against a small market and gives what was printed. */
async function play(script: string, options: Play = {}) {
  const desk = chatDesk(start);
  const { commands, did } = chatCommands();
  const printed: string[] = [];
  const output = options.output ?? new PassThrough().on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const terminalOptions: TerminalOptions = {
    input: options.input ?? Readable.from([script]),
    output,
    label: desk.label,
    market: { ...desk.market, openQuantity: () => undefined, zone: () => options.zone ?? 'UTC' },
    json: options.json ?? false,
    daemon: options.daemon ?? false,
    keep: options.keep ?? (() => Promise.reject(new Error('no files here'))),
    history: join(folder, 'history'),
  };
  const terminal = openTerminal(terminalOptions);
  const clock = hourClock(desk, options.end ?? start + 48 * HOUR, options.paced);
  const router = createRouter({ commands, desk, logger: () => undefined, mask: (text) => text });
  const stop = new AbortController();
  const over = terminal.run({
    router,
    clock,
    who: { id: 'terminal', name: 'you', role: 'admin' },
    to: options.to,
    stop: stop.signal,
  });
  return { desk, did, terminal, clock, stop, over, printed: () => printed.join('') };
}

describe('lines from a pipe', () => {
  test('run at the current instant, one after the other, and the end of the input is the end', async () => {
    const { over, printed, did, clock } = await play('/status\n\n/close BTC\n/yes\nclose BTC\nyes\n/nonsense\n');
    expect(await over).toBe('input ended');
    expect(did).toEqual(['status', 'close BTC']);
    expect(clock.steps).toEqual([]);
    await expect(printed()).toMatchFileSnapshot('../../golden/terminal/pipe.txt');
  });

  test('are echoed without the codes in them', async () => {
    const { over, printed } = await play('/code 271828\n+1h /totp 314159\n/link ABCDEFGH\n');
    await over;
    expect(printed()).toContain('▸ /code ***');
    for (const code of ['271828', '314159', 'ABCDEFGH']) expect(printed()).not.toContain(code);
  });

  test('wait for their moment, and their reply comes before the clock goes on', async () => {
    const script = '@2024-06-01T02:00 /status\n+1h /panic\n@2024-06-01T01:00Z /status\n@noon /status\n+2h\n/status\n';
    const { over, printed, clock, did } = await play(script);
    expect(await over).toBe('input ended');
    expect(clock.steps.map((at) => (at - start) / HOUR)).toEqual([1, 2, 3, 4, 5]);
    expect(did).toEqual(['status', 'pause', 'status']);
    await expect(printed()).toMatchFileSnapshot('../../golden/terminal/pipe-timed.txt');
  });

  test('leave at the moment that /quit waited for', async () => {
    const { over, clock, did } = await play('+2h /quit\n/status\n', { to: start + 9 * HOUR });
    expect(await over).toBe('you left');
    expect(clock.steps).toHaveLength(2);
    expect(did).toEqual([]);
  });

  test('take a length of several words', async () => {
    const { over, clock, did } = await play('+1 hour /status\n+ 60 min 60 min /status\n');
    await over;
    expect(clock.steps.map((at) => (at - start) / HOUR)).toEqual([1, 2, 3]);
    expect(did).toEqual(['status', 'status']);
  });

  test('are echoed, timed and listed in the zone of the terminal', async () => {
    const { over, printed } = await play('+1h /status\n@2024-05-01 /status\n', { zone: 'Europe/Berlin' });
    await over;
    expect(printed()).toContain('2024-06-01 03:00 ▸ /status');
    expect(printed()).toContain('2024-05-01 02:00 Berlin has passed');
  });

  test('after the input the clock runs on to --to, and no line waits beyond it', async () => {
    const { over, clock, printed } = await play('+9h /status\n/status\n', { to: start + 3 * HOUR });
    expect(await over).toBe('time reached');
    expect(clock.steps).toHaveLength(3);
    expect(printed()).toContain('2024-06-01 09:00 UTC never comes');
  });

  test('a market that ends first is told, and later lines still run', async () => {
    const { over, printed, did } = await play('+5h /status\n/panic\n', { end: start + 2 * HOUR });
    expect(await over).toBe('input ended');
    expect(did).toEqual(['pause']);
    expect(printed()).toContain('The market ended at 2024-06-01 02:00 UTC');
  });

  test('a paced clock goes on while no line comes', async () => {
    const input = new PassThrough();
    const { over, clock, did } = await play('', { input, paced: true });
    while (clock.steps.length < 3) await new Promise((resolve) => setImmediate(resolve));
    input.end('/status\n');
    expect(await over).toBe('input ended');
    expect(did).toEqual(['status']);
  });

  test('a paced market that ends is the end', async () => {
    const { over } = await play('', { input: new PassThrough(), paced: true, end: start + 2 * HOUR });
    expect(await over).toBe('market ended');
  });

  test('a stop from outside ends a waiting conversation and a running clock', async () => {
    for (const paced of [false, true]) {
      const { over, stop } = await play('', { input: new PassThrough(), paced });
      stop.abort();
      expect(await over).toBe('stopped');
    }
  });
});

test('--daemon leaves the input alone', async () => {
  const input = new PassThrough();
  input.write('/status\n');
  const { over, did, clock } = await play('', { input, daemon: true, to: start + 4 * HOUR });
  expect(await over).toBe('time reached');
  expect([did, clock.steps.length, input.readableLength]).toEqual([[], 4, 8]);
});

test('--json prints events and replies only, one object a line', async () => {
  const { over, printed, terminal } = await play('/status\n+1h /nonsense\n', { json: true });
  expect(await over).toBe('input ended');
  terminal.listener({ event: { type: 'stopped', at: 5, why: 'input ended' }, step: null });
  terminal.note('for people only');
  terminal.show({ title: 'Summary', lines: [] }, 6);
  const objects = printed()
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(objects).toMatchObject([
    { type: 'reply', at: start, command: 'status', outcome: 'ok', data: { what: 'status' } },
    { type: 'reply', at: start + HOUR, command: null, outcome: 'refused' },
    { type: 'stopped', at: 5, why: 'input ended' },
    { type: 'reply', at: 6, command: null, outcome: 'ok', text: '🧪 SYNTHETIC · Summary' },
  ]);
});

test('what happens in one turn of the event loop goes out in one write, before any answer', async () => {
  const writes: string[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      writes.push(chunk.toString());
      done();
    },
  });
  const { terminal, over } = await play('', { json: true, output, daemon: true });
  await over;
  const tell = (why: string): void => terminal.listener({ event: { type: 'stopped', at: 5, why }, step: null });
  const count = (): number[] => writes.splice(0).map((text) => text.trim().split('\n').length);
  tell('a');
  tell('b');
  expect(count()).toEqual([]);
  await new Promise(setImmediate);
  expect(count()).toEqual([2]);
  tell('c');
  terminal.flush();
  expect(count()).toEqual([1]);
  tell('d');
  terminal.show({ title: 'Bye', lines: [] }, 6);
  expect(count()).toEqual([2]);
});

test('--json takes a command by names too, which is the line that it stands for', async () => {
  const lines = [
    '{"command":"status"}',
    '+1h {"command":"buy","args":{"symbol":"BTC"}}',
    '{"command":"buy","args":{"symbol":5}}',
    '{oops',
  ];
  const { over, did, printed } = await play(lines.join('\n'), { json: true });
  await over;
  expect(did).toEqual(['status', 'buy BTC']);
  const answers = printed()
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(answers).toMatchObject([
    { command: 'status', outcome: 'ok' },
    { at: start + HOUR, command: 'buy', outcome: 'ok', data: { what: 'buy BTC' } },
    { command: 'buy', outcome: 'refused', text: expect.stringContaining('symbol cannot be 5') },
    { command: null, outcome: 'refused' },
  ]);
});

test('an output that nobody reads any more ends the run cleanly', async () => {
  const output = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    },
  });
  const input = new PassThrough();
  input.write('/status\n');
  const { over, terminal } = await play('', { input, output });
  expect(await over).toBe('stopped');
  expect(() => terminal.show({ title: 'Summary', lines: [] }, 6)).not.toThrow();
});

describe('a prompt', () => {
  const tty = <T extends PassThrough>(stream: T) => Object.assign(stream, { isTTY: true, columns: 60, setRawMode: () => stream });

  async function prompted() {
    const keys = tty(new PassThrough());
    const screen: string[] = [];
    const output = tty(new PassThrough()).on('data', (chunk: Buffer) => screen.push(chunk.toString()));
    const played = await play('', { input: keys, output, paced: true });
    const shows = async (text: string) => {
      while (!screen.join('').includes(text)) await new Promise((resolve) => setImmediate(resolve));
      const all = screen.join('');
      screen.length = 0;
      return all;
    };
    return { ...played, keys, shows };
  }

  test('completes, prints above what is being typed, keeps history, and Ctrl-D leaves', async () => {
    const { keys, shows, over, terminal, did } = await prompted();
    await shows('PAPER ▸');
    keys.write('/sta\t');
    await shows('/status ');
    terminal.note('something happened');
    // The typed line is erased, the news printed, and the line drawn again.
    const all = await shows('/status ');
    expect(all.indexOf('\x1b[0J')).toBeLessThan(all.indexOf('something happened\n'));
    keys.write('\r');
    await shows('Done: status');
    expect(did).toEqual(['status']);
    keys.write('\x04');
    expect(await over).toBe('you left');
    expect(readFileSync(join(folder, 'history'), 'utf8')).toBe('/status \n');
    expect(statSync(join(folder, 'history')).mode & 0o077).toBe(0);
  });

  test('keeps no code: not in the file, not for the arrow keys', async () => {
    const { keys, shows, over } = await prompted();
    await shows('PAPER ▸');
    keys.write('/status\r');
    await shows('Done: status');
    keys.write('/code 123456\r');
    await shows('Nothing waits for a code');
    keys.write('\x1b[A');
    expect(await shows('/status')).not.toContain('123456');
    keys.write('\r');
    await shows('Done: status');
    keys.write('\x04');
    await over;
    expect(readFileSync(join(folder, 'history'), 'utf8')).toBe('/status\n/status\n');
  });

  test('a line that waits holds nobody up: it is told, listed, and can be taken back', async () => {
    const { keys, shows, over, did } = await prompted();
    await shows('PAPER ▸');
    keys.write('+40h /close BTC\r+20h /status\r/panic\r/waiting\r/waiting drop 1\r/waiting drop 7\r');
    const told = await shows('Done: status');
    const order = ['Line 1 waits', 'Done: pause', '2 lines wait', 'Line 1 is taken back', 'No line 7 waits', 'Line 2, which has'];
    expect(order.map((said) => told.indexOf(said))).toEqual(order.map((said) => told.indexOf(said)).toSorted((x, y) => x - y));
    expect(told).toContain('Line 2, which has waited');
    expect(did).toEqual(['pause', 'status']);
    keys.write('/waiting\r');
    await shows('No lines wait');
    keys.write('+5h\r');
    await shows('"+5h" waits for nothing');
    keys.write('+5h status\r');
    await shows('That is no command');
    keys.write('+5h /clsoe 7\r');
    await shows('Did you mean /close?');
    keys.write('+99999999h /status\r');
    await shows('is too long');
    keys.write('/waiting\r');
    await shows('No lines wait');
    keys.write('+50h /status\r/quit\r');
    expect(await over).toBe('you left');
    await shows('1 line that waited is dropped');
    expect(did).toEqual(['pause', 'status']);
  });

  test('remembers earlier runs; Ctrl-C clears a half-typed line, and leaves at an empty one', async () => {
    writeFileSync(join(folder, 'history'), '/first\n/last\n');
    const { keys, shows, over, did } = await prompted();
    await shows('PAPER ▸');
    keys.write('\x1b[A');
    await shows('/last');
    keys.write('\x1b[D\x1b[D\x03/status\r');
    await shows('Done: status');
    expect(did).toEqual(['status']);
    keys.write('\x03');
    expect(await over).toBe('you left');
  });

  test('stays for questions when the market has ended', async () => {
    const keys = tty(new PassThrough());
    const screen: string[] = [];
    const output = tty(new PassThrough()).on('data', (chunk: Buffer) => screen.push(chunk.toString()));
    const { over, did } = await play('', { input: keys, output, paced: true, end: start + HOUR });
    while (!screen.join('').includes('The market ended')) await new Promise((resolve) => setImmediate(resolve));
    keys.write('/status\r/quit\r');
    expect(await over).toBe('you left');
    expect(did).toEqual(['status']);
  });
});
