import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ChatAccount, HeardLine, Place } from '../../src/bots/chat.ts';
import { createFrontDesk } from '../../src/bots/frontDesk.ts';
import { PAIRING } from '../../src/bots/joining.ts';
import { createTaps } from '../../src/bots/taps.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import type { EventOf } from '../../src/core/facts/events.ts';
import { DAY, HOUR, MINUTE, type Ms } from '../../src/core/time.ts';
import { recordedChat } from '../chats/recordedChat.ts';
import { chatDesk } from './desk.ts';
import { AT, type Door, heard, openDoor } from './door.ts';

let time: Ms;
let state: Door['state'];
let rows: Door['rows'];
let codes: Door['codes'];
let gate: Door['gate'];
let put: Door['put'];

const GROUP: Place = 'telegram:-100';
const inGroup = { place: GROUP, private: false } as const;
const ignoredRows = (): readonly EventOf<'ignored'>[] =>
  rows.filter((event): event is EventOf<'ignored'> => event.type === 'ignored');

beforeEach(() => {
  time = AT;
  ({ state, rows, codes, gate, put } = openDoor(() => time));
});

describe('whoever is on the list', () => {
  test('is let in with lines, taps and fields, in private and in groups', async () => {
    const said: readonly HeardLine['said'][] = [
      { kind: 'line', line: '/status' },
      { kind: 'tap', token: 't' },
      { kind: 'field', token: 't', text: '123456' },
    ];
    for (const one of said)
      for (const more of [{}, inGroup])
        expect(await gate.admit(heard('telegram:2', '', { ...more, said: one }))).toMatchObject({
          kind: 'member',
          member: { id: 'p2', role: 'trader' },
        });
    expect(rows).toEqual([]);
  });

  test('is a stranger from the moment of the removal, and no link brings them back', async () => {
    put({ type: 'person', at: AT, person: 'p2', name: 'Bob', role: 'none', who: 'Ana' });
    expect(await gate.admit(heard('telegram:2', '/status'))).toEqual({ kind: 'ignored' });
    put({ type: 'linked', at: AT, person: 'p2', account: 'telegram:2', on: true, who: 'Ana' });
    expect(await gate.admit(heard('telegram:2', '/status'))).toEqual({ kind: 'ignored' });
  });

  test('gives no order with what is forwarded or edited', async () => {
    expect(await gate.admit(heard('telegram:1', '/panic now', { secondhand: true }))).toEqual({ kind: 'ignored' });
    expect(ignoredRows()).toMatchObject([{ account: 'telegram:1', why: 'secondhand', count: 1 }]);
  });

  test('is known by the numeric id of the platform alone', async () => {
    for (const from of ['discord:1', 'telegram:01', 'telegram:1 ', 'telegram:11', 'telegram:-1'] as const)
      expect(await gate.admit(heard(from, '/status', { name: 'Ana' }))).toEqual({ kind: 'ignored' });
  });
});

describe('a stranger', () => {
  test('costs one row an hour, with a count, and what is left over is written at the end', async () => {
    for (let i = 0; i < 10; i++) await gate.admit(heard('telegram:9', '/status'));
    time += HOUR - 1;
    await gate.admit(heard('telegram:9', '/status'));
    expect(ignoredRows().map(({ count }) => count)).toEqual([1]);
    time += 1;
    await gate.admit(heard('telegram:9', '/status'));
    await gate.admit(heard('telegram:9', '/status'));
    await gate.flush();
    await gate.flush();
    expect(ignoredRows().map(({ count }) => count)).toEqual([1, 11, 1]);
  });

  test('has a name that can break no row', async () => {
    await gate.admit(heard('telegram:9', 'hi', { name: `  <b>Eve</b>\n\u001b[31m${'x'.repeat(500)}` }));
    expect(ignoredRows()[0]?.name).toMatch(/^b Eve b 31mx+$/);
    expect(ignoredRows()[0]?.name.length).toBeLessThanOrEqual(32);
  });

  test('is not let in by words about codes', async () => {
    for (const line of ['/pair', '/link', '/pair ', 'pair ABCDEFGH', '/code 123456', '/pairing X', '/yes'])
      expect(await gate.admit(heard('telegram:9', line))).toEqual({ kind: 'ignored' });
    expect(state.people.size).toBe(2);
  });

  test('a crowd of them shares a count', async () => {
    for (let i = 0; i < 1_000; i++) await gate.admit(heard(`telegram:${1_000 + i}`, '/status'));
    await gate.flush();
    const others = ignoredRows().filter(({ account }) => account === 'telegram:others');
    expect(ignoredRows().length).toBeLessThanOrEqual(52);
    expect(others.reduce((sum, { count }) => sum + count, 0)).toBe(950);
  });
});

describe('pairing', () => {
  test('makes the first admin, once', async () => {
    const { code } = codes.pairing.issue(PAIRING);
    const typed = `/pair ${code.toLowerCase()}`;
    const both = await Promise.all([gate.admit(heard('telegram:9', typed)), gate.admit(heard('telegram:8', typed))]);
    expect(both).toMatchObject([{ kind: 'joined', member: { id: 'p3', role: 'admin', name: 'Mallory' } }, { kind: 'ignored' }]);
    expect(rows.slice(0, 2)).toEqual([
      { type: 'person', at: AT, person: 'p3', name: 'Mallory', role: 'admin', who: 'pairing' },
      { type: 'linked', at: AT, person: 'p3', account: 'telegram:9', on: true, who: 'pairing' },
    ]);
    expect(await gate.admit(heard('telegram:9', '/status'))).toMatchObject({ kind: 'member', member: { id: 'p3' } });
  });

  test('takes five tries of an account, and no account spends those of another (SAFETY 18)', async () => {
    const { code } = codes.pairing.issue(PAIRING);
    for (let i = 0; i < 50; i++) await gate.admit(heard(`telegram:${90 + (i % 10)}`, '/pair AAAAAAAA'));
    expect(await gate.admit(heard('telegram:90', `/pair ${code}`))).toEqual({ kind: 'ignored' });
    expect(await gate.admit(heard('telegram:9', `/pair ${code}`))).toMatchObject({ kind: 'joined' });
  });

  test('takes ten minutes', async () => {
    const { code } = codes.pairing.issue(PAIRING);
    time += 10 * MINUTE;
    expect(await gate.admit(heard('telegram:9', `/pair ${code}`))).toEqual({ kind: 'ignored' });
  });

  test.each([
    ['a group', inGroup],
    ['a forwarded message', { secondhand: true }],
  ])('a code in %s is spent', async (_, more) => {
    const { code } = codes.pairing.issue(PAIRING);
    expect(await gate.admit(heard('telegram:9', `/pair ${code}`, more))).toEqual({ kind: 'ignored' });
    expect(await gate.admit(heard('telegram:9', `/pair ${code}`))).toEqual({ kind: 'ignored' });
    expect(state.people.size).toBe(2);
  });

  test('a name of the desk itself is not taken over', async () => {
    const { code } = codes.pairing.issue(PAIRING);
    expect(await gate.admit(heard('telegram:9', `/pair ${code}`, { name: 'Terminal' }))).toMatchObject({
      member: { name: 'Terminal 2' },
    });
  });
});

describe('linking', () => {
  test('joins an account on another platform to the person, once', async () => {
    const { code } = codes.links.issue('p2');
    expect(await gate.admit(heard('discord:22', `/link ${code}`))).toMatchObject({ kind: 'joined', member: { id: 'p2' } });
    expect(rows).toEqual([{ type: 'linked', at: AT, person: 'p2', account: 'discord:22', on: true, who: 'Bob' }]);
    expect(await gate.admit(heard('discord:23', `/link ${code}`))).toEqual({ kind: 'ignored' });
    expect([...(state.people.get('p2')?.accounts ?? [])]).toEqual(['telegram:2', 'discord:22']);
  });

  test('never moves an account that belongs to somebody', async () => {
    const { code } = codes.links.issue('p2');
    expect(await gate.admit(heard('telegram:1', `/link ${code}`))).toMatchObject({ kind: 'member', member: { id: 'p1' } });
    expect(state.people.get('p1')?.accounts.has('telegram:1')).toBe(true);
    expect(rows).toEqual([]);
  });

  test('a code of somebody who was removed meanwhile is worth nothing', async () => {
    const { code } = codes.links.issue('p2');
    put({ type: 'person', at: AT, person: 'p2', name: 'Bob', role: 'none', who: 'Ana' });
    expect(await gate.admit(heard('discord:22', `/link ${code}`))).toEqual({ kind: 'ignored' });
  });

  test('a code that a member shows to a group is spent', async () => {
    const { code } = codes.links.issue('p2');
    await gate.admit(heard('telegram:2', `/link ${code}`, inGroup));
    expect(await gate.admit(heard('discord:22', `/link ${code}`))).toEqual({ kind: 'ignored' });
  });

  test('a link code pairs nobody, and a pairing code links nobody', async () => {
    const pairing = codes.pairing.issue(PAIRING).code;
    const link = codes.links.issue('p2').code;
    expect(await gate.admit(heard('discord:22', `/link ${pairing}`))).toEqual({ kind: 'ignored' });
    expect(await gate.admit(heard('discord:22', `/pair ${link}`))).toEqual({ kind: 'ignored' });
    expect(state.people.size).toBe(2);
  });
});

test('100,000 random updates of strangers and removed users have no effect and no reply', async () => {
  put({ type: 'person', at: AT, person: 'p2', name: 'Bob', role: 'none', who: 'Ana' });
  codes.pairing.issue(PAIRING);
  codes.links.issue('p1');
  put({ type: 'guildRole', at: AT, guildRole: '1123456789012345671', gives: 'trader', who: 'Ana' });
  const before = JSON.stringify([...state.people.values()].map((member) => ({ ...member, accounts: [...member.accounts] })));
  const line = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom('/panic now', '/users add telegram:9 Eve admin', '/yes', '/code 123456', '/approve A1', '/link', '/whoami'),
    fc.string({ maxLength: 10 }).map((code) => `/pair ${code}`),
    fc.string({ maxLength: 10 }).map((code) => `/link ${code}`),
  );
  const said = fc.oneof(
    line.map((text) => ({ kind: 'line', line: text }) as const),
    fc.constantFrom('t', 'u').map((token) => ({ kind: 'tap', token, message: '1' }) as const),
    line.map((text) => ({ kind: 'field', token: 't', text }) as const),
  );
  const from = fc.oneof(
    fc.constant<ChatAccount>('telegram:2'),
    fc.integer({ min: 3, max: 500 }).map((id): ChatAccount => `telegram:${id}`),
    fc.integer({ min: 1, max: 500 }).map((id): ChatAccount => `discord:${id}`),
  );
  const update = fc.record({
    from,
    said,
    name: fc.string({ maxLength: 10 }),
    private: fc.boolean(),
    secondhand: fc.boolean(),
    guildRoles: fc.subarray(['1123456789012345672', 'trader', '']),
  });
  const chat = recordedChat();
  const ran: string[] = [];
  const taps = createTaps({ token: () => 't', now: () => time });
  taps.offer('telegram:2', [{ label: 'Panic', line: '/panic now' }], { command: undefined, asked: undefined });
  const front = createFrontDesk({
    desk: { ...chatDesk(AT), state: () => state },
    commands: COMMANDS,
    taps,
    logger: () => undefined,
    now: () => AT,
    gate,
    answer(typed) {
      ran.push(typed);
      return Promise.reject(new Error('a stranger was answered'));
    },
    draw: () => Promise.reject(new Error('no pictures here')),
    leftovers: { shown: () => Promise.resolve(), offered: () => Promise.resolve() },
  });
  // As many as a sample can hold at once; the whole takes three days.
  for (let round = 0; round < 100; round++) {
    for (const one of fc.sample(update, { numRuns: 1_000, seed: round })) await front.hear(chat, heard(one.from, '', one));
    time += DAY / 33;
  }
  await gate.flush();
  expect(ran).toEqual([]);
  expect(chat.shown).toEqual([]);
  expect(rows.every(({ type }) => type === 'ignored')).toBe(true);
  expect(ignoredRows().reduce((sum, { count }) => sum + count, 0)).toBe(100_000);
  // At most one row an hour for each that is counted by itself and for each platform's crowd.
  expect(ignoredRows().length).toBeLessThanOrEqual(100 * 52 + 52);
  expect(JSON.stringify([...state.people.values()].map((member) => ({ ...member, accounts: [...member.accounts] })))).toBe(
    before,
  );
});
