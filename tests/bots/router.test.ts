import { beforeEach, describe, expect, test } from 'vitest';
import { createRouter, type Router } from '../../src/bots/router.ts';
import { wordsOf } from '../../src/bots/words.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import { AT_TERMINAL, type Person } from '../../src/core/desk/command.ts';
import { MINUTE, type Ms } from '../../src/core/time.ts';
import { redactor } from '../../src/store/redaction.ts';
import { chatCommands } from './commands.ts';
import { chatDesk } from './desk.ts';

const ana: Person = { id: 'terminal', name: 'Ana', role: 'admin' };
const bob: Person = { id: '42', name: 'Bob', role: 'trader' };
const viewer: Person = { id: '7', name: 'Vi', role: 'viewer' };

let did: string[];
let desk: ReturnType<typeof chatDesk>;
let logged: string[];
let router: Router;
let now: Ms;

beforeEach(() => {
  const built = chatCommands();
  did = built.did;
  desk = chatDesk();
  logged = [];
  now = 0;
  router = createRouter({
    commands: built.commands,
    desk,
    logger: (_, level, message) => logged.push(`${level} ${message}`),
    mask: redactor(['canary-key']).text,
    clock: () => now,
  });
});

describe('words of a line', () => {
  test.each([
    ['  /close   BTC ', ['/close', 'BTC']],
    [`/reject A12 "too hot" 'for us'`, ['/reject', 'A12', 'too hot', 'for us']],
    [`/reject A12 don't like it`, ['/reject', 'A12', "don't", 'like', 'it']],
    [`/reject A12 "no end`, ['/reject', 'A12', '"no', 'end']],
    ['/close ""', ['/close', '']],
    ['', []],
  ])('%j', (line, words) => expect(wordsOf(line)).toEqual(words));
});

test('a line that is longer than any message is refused, and nothing of it is kept', async () => {
  const long = `/close BTC ${'x'.repeat(5_000)}`;
  expect(await router.answer(long, bob, AT_TERMINAL)).toMatchObject({
    outcome: 'refused',
    reply: { title: 'That line has 5011 characters', lines: expect.arrayContaining(['Expected at most 4096; nothing was done']) },
  });
  expect([did, desk.recorded]).toEqual([[], []]);
});

test('a secret in free text goes no further than the line', async () => {
  await router.answer('/close BTC as canary-key says', bob, AT_TERMINAL);
  await router.answer('/yes', bob, AT_TERMINAL);
  expect(did).toEqual(['close BTC (as *** says)']);
  expect(desk.recorded).toMatchObject([{ type: 'command', line: '/close BTC as *** says' }]);
});

describe('a call by names', () => {
  const lineOf = (command: string, args: Readonly<Record<string, unknown>> = {}) => router.lineOf({ command, args });

  test('is the line that somebody could have typed, recorded and asked about as one', async () => {
    const close = lineOf('close', { symbol: 'BTC', reason: 'too  hot' });
    expect(close).toEqual({ line: '/close symbol=BTC "reason=too hot"' });
    if ('refused' in close) return;
    expect((await router.answer(close.line, bob, AT_TERMINAL)).outcome).toBe('asked');
    await router.answer('/yes', bob, AT_TERMINAL);
    expect(did).toEqual(['close BTC (too hot)']);
    expect(desk.recorded).toMatchObject([{ type: 'command', line: close.line }]);
  });

  test('needs the role that its line needs', async () => {
    const buy = lineOf('buy', { symbol: 'BTC' });
    expect(buy).toEqual({ line: '/buy symbol=BTC' });
    if ('line' in buy) expect((await router.answer(buy.line, viewer, AT_TERMINAL)).outcome).toBe('refused');
    expect(did).toEqual([]);
  });

  test.each([
    ['clsoe', {}, 'There is no /clsoe'],
    ['close', { symbol: 'XYZ' }, 'XYZ is not traded here'],
    ['close', { symbol: ['BTC'] }, 'symbol cannot be ["BTC"]'],
    ['status', { symbol: 'BTC' }, 'There is no argument symbol'],
  ])('/%s %j is refused: %s', async (command, args, title) => {
    const outcome = lineOf(command, args);
    if ('refused' in outcome) expect(outcome.refused).toMatchObject({ outcome: 'refused', reply: { title } });
    else expect(await router.answer(outcome.line, ana, AT_TERMINAL)).toMatchObject({ outcome: 'refused', reply: { title } });
  });
});

describe('reading a line', () => {
  test.each(['/status', 'status', 'STATUS', '/St', ' /status  '])('%j is /status', async (line) => {
    const answer = await router.answer(line, viewer, AT_TERMINAL);
    expect(answer).toMatchObject({ command: 'status', outcome: 'ok' });
    expect(answer.data?.()).toEqual({ what: 'status' });
  });

  test('an unknown command proposes the nearest, or help', async () => {
    const near = await router.answer('/statsu', ana, AT_TERMINAL);
    expect(near).toMatchObject({ command: undefined, outcome: 'refused' });
    expect(near.reply.lines[0]).toBe('Did you mean /status?');
    expect((await router.answer('/forcexit 7', ana, AT_TERMINAL)).reply.lines[0]).toBe('Did you mean /close?');
    expect((await router.answer('/xyzzy', ana, AT_TERMINAL)).reply.lines[0]).toContain('/help');
  });

  test('a wrong word is refused with what was expected, and nothing is recorded', async () => {
    const answer = await router.answer('/buy DOGE', ana, AT_TERMINAL);
    expect(answer.outcome).toBe('refused');
    expect(answer.reply.title).toContain('DOGE');
    expect(desk.recorded).toEqual([]);
  });

  test('a role that is too low does nothing', async () => {
    const answer = await router.answer('/close BTC now', viewer, AT_TERMINAL);
    expect(answer.outcome).toBe('refused');
    expect(answer.reply.lines[0]).toContain('trader');
    expect([did, desk.recorded]).toEqual([[], []]);
  });
});

describe('confirming', () => {
  test('a typed reduction asks once, and yes runs it', async () => {
    const asked = await router.answer('/reduce BTC', bob, AT_TERMINAL);
    expect(asked).toMatchObject({ outcome: 'asked', reply: { title: 'Halve BTC?', buttons: [{ line: '/yes' }] } });
    expect([did, desk.recorded]).toEqual([[], []]);
    expect((await router.answer('yes', bob, AT_TERMINAL)).outcome).toBe('ok');
    expect(did).toEqual(['reduce BTC']);
    expect((await router.answer('/yes', bob, AT_TERMINAL)).outcome).toBe('refused');
    expect(did).toEqual(['reduce BTC']);
  });

  test('anything else drops the question', async () => {
    await router.answer('/reduce BTC', bob, AT_TERMINAL);
    await router.answer('/status', bob, AT_TERMINAL);
    expect((await router.answer('/yes', bob, AT_TERMINAL)).outcome).toBe('refused');
    expect(did).toEqual(['status']);
  });

  test('no drops it in so many words', async () => {
    await router.answer('/reduce BTC', bob, AT_TERMINAL);
    expect((await router.answer('/no', bob, AT_TERMINAL)).reply.title).toBe('Dropped');
    expect((await router.answer('/no', bob, AT_TERMINAL)).reply.title).toBe('Nothing waits for a no');
    expect((await router.answer('/yes', bob, AT_TERMINAL)).outcome).toBe('refused');
    expect(did).toEqual([]);
  });

  test("nobody answers another's question", async () => {
    await router.answer('/reduce BTC', bob, AT_TERMINAL);
    expect((await router.answer('/yes', ana, AT_TERMINAL)).outcome).toBe('refused');
    expect((await router.answer('/yes', bob, AT_TERMINAL)).outcome).toBe('ok');
  });

  test('now goes at once, also where the command takes the word itself', async () => {
    await router.answer('/reduce BTC now', bob, AT_TERMINAL);
    await router.answer('/panic', bob, AT_TERMINAL);
    await router.answer('/panic NOW', bob, AT_TERMINAL);
    expect(did).toEqual(['reduce BTC', 'pause', 'flatten']);
    expect((await router.answer('/reduce DOGE now', bob, AT_TERMINAL)).reply.title).toContain('DOGE');
  });
});

describe('recording', () => {
  test('what has risk is recorded first, as typed but without secrets', async () => {
    const recordedFirst: number[] = [];
    const hears = desk.heard.bind(desk);
    desk.heard = (...stated) => {
      recordedFirst.push(did.length);
      return hears(...stated);
    };
    await router.answer('/close btc because canary-key leaked', bob, AT_TERMINAL);
    await router.answer('yes', bob, AT_TERMINAL);
    await router.answer('/status', bob, AT_TERMINAL);
    expect(recordedFirst).toEqual([0]);
    expect(desk.recorded).toEqual([{ type: 'command', at: desk.now(), who: '42', line: '/close btc because *** leaked' }]);
  });

  test('without its record nothing adds risk, and what reduces it goes on', async () => {
    desk.heard = () => Promise.reject(new Error('database is locked'));
    expect(await router.answer('/buy BTC', bob, AT_TERMINAL)).toMatchObject({
      outcome: 'refused',
      reply: { lines: ['database is locked'] },
    });
    expect((await router.answer('/reduce BTC now', bob, AT_TERMINAL)).outcome).toBe('ok');
    expect(did).toEqual(['reduce BTC']);
    expect(logged).toHaveLength(2);
  });
});

test('a command that fails is a refusal with its message, masked, and logged', async () => {
  const answer = await router.answer('/broken', ana, AT_TERMINAL);
  expect(answer).toMatchObject({ command: 'broken', outcome: 'refused', reply: { lines: ['the disk is full; password=***'] } });
  expect(logged).toEqual(['error a command failed']);
});

test.each([
  ['', ['status ', 'close ', 'reduce ', 'panic ', 'buy ', 'broken ']],
  ['/b', ['/buy ', '/broken ']],
  ['CL', ['close ']],
  ['/close ', ['/close BTC', '/close ETH']],
  ['/forceexit b', ['/forceexit BTC']],
  ['/status x', []],
  ['/nothing x', []],
])('%j completes to %j', (line, completions) => expect(router.complete(line)).toEqual(completions));

describe('what waits for no turn', () => {
  test('a line that only shows something', () => {
    const real = createRouter({ commands: COMMANDS, desk, logger: () => undefined, mask: (text) => text });
    const lines = ['/status', 'POSITIONS', '/panic', '/close 1 now', '/yes', '/code 123456', '/totp', '/nothing', ''];
    expect(lines.filter((line) => real.isView(line, ana))).toEqual(['/status', 'POSITIONS']);
  });

  test('not while it drops a question of the same person', async () => {
    expect((await router.answer('/reduce BTC', ana, AT_TERMINAL)).outcome).toBe('asked');
    expect([ana, bob].map((who) => router.isView('/status', who))).toEqual([false, true]);
    now += 2 * MINUTE;
    expect(router.isView('/status', ana)).toBe(true);
  });
});
