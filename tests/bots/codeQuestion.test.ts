import { TOTP } from 'otpauth';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createRouter, type Router } from '../../src/bots/router.ts';
import { createStepUp } from '../../src/bots/stepUp.ts';
import { optional } from '../../src/core/desk/arguments.ts';
import { AT_TERMINAL, defineCommand, type Person, type Way } from '../../src/core/desk/command.ts';
import type { SecondFactor } from '../../src/core/desk/oneTimeCodes.ts';
import { MINUTE, type Ms, SECOND } from '../../src/core/time.ts';
import { countedBytes, memoryOneTimeCodes } from '../support/memoryOneTimeCodes.ts';
import { chatDesk } from './desk.ts';

const ana: Person = { id: 'p1', name: 'Ana', role: 'admin' };
const bob: Person = { id: 'p2', name: 'Bob', role: 'admin' };
const owner: Person = { id: 'terminal', name: 'terminal', role: 'admin' };
const ALONE: Way = { tapped: false, private: true };
const GROUP: Way = { tapped: false, private: false };
const TAPPED: Way = { tapped: true, private: false };
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

const word = { name: 'a word', example: 'up', schema: z.string(), parse: (value: string) => ({ value }), complete: () => [] };

let now: Ms;
let did: string[];
let kept: Map<string, SecondFactor>;
let desk: ReturnType<typeof chatDesk>;
let logged: string[];
let router: Router;
/** Whether lowering the limit has come to want a code as well. */
let strict: boolean;
const code = (): string => TOTP.generate({ secret: new TOTP({ secret: SECRET }).secret, timestamp: now });
const enrol = (person: string): void => {
  const recovery = { salt: '00', hashes: [] };
  kept.set(person, { person, secret: SECRET, lastStep: 0, failures: 0, lockedUntil: 0, recovery });
};
const title = async (line: string, who: Person, way: Way): Promise<string> => (await router.answer(line, who, way)).reply.title;

beforeEach(() => {
  now = Date.UTC(2024, 5, 1, 12, 0, 10);
  did = [];
  kept = new Map();
  logged = [];
  strict = false;
  const factors = createStepUp({ store: memoryOneTimeCodes(kept), clock: () => now, random: countedBytes() });
  desk = { ...chatDesk(), oneTimeCodes: factors };
  const run = (what: string) => () => {
    did.push(what);
    return Promise.resolve(what);
  };
  const show = (what: string) => ({ title: `Done: ${what}`, lines: [] });
  const limit = defineCommand({
    name: 'limit',
    aliases: [],
    about: 'A limit',
    args: { way: optional(word) },
    role: 'admin',
    risk: 'adds',
    confirm: () => ({ title: 'Change the limit?', lines: ['− 1', '+ 2'], buttons: [{ label: 'Change', line: '/yes' }] }),
    stepUp: ({ way }) => (way === 'up' || strict ? 'it raises a limit' : undefined),
    run: run('limit'),
    result: z.string(),
    show,
  });
  const lift = defineCommand({
    name: 'lift',
    aliases: [],
    about: 'Lifts',
    args: {},
    role: 'admin',
    risk: 'adds',
    stepUp: (_args, _desk, who) => (who.role === 'admin' ? 'it lifts a halt' : undefined),
    run: run('lift'),
    result: z.string(),
    show,
  });
  const close = defineCommand({
    name: 'close',
    aliases: [],
    about: 'Closes',
    args: {},
    role: 'trader',
    risk: 'reduces',
    confirm: () => ({ title: 'Close?', lines: [] }),
    run: run('close'),
    result: z.string(),
    show,
  });
  const hidden = defineCommand({
    name: 'hidden',
    aliases: [],
    about: 'Hidden',
    args: { word: optional(word) },
    role: 'viewer',
    risk: 'none',
    privately: true,
    run: () => Promise.reject(new Error('no')),
    result: z.string(),
    show,
  });
  router = createRouter({
    commands: [limit, lift, close, hidden],
    desk,
    logger: (_, level, message, details) => logged.push(`${level} ${message} ${JSON.stringify(details)}`),
    mask: (text) => text,
    clock: () => now,
  });
});

describe('on a chat', () => {
  test('who has set up no codes is told how, and nothing is done or waits', async () => {
    const answer = await router.answer('/limit up', ana, ALONE);
    expect(answer).toMatchObject({ outcome: 'refused', reply: { title: 'That wants a one-time code' } });
    expect(answer.reply.lines[0]).toContain('/totp first');
    expect((await router.answer('/yes', ana, ALONE)).outcome).toBe('refused');
    expect((await router.answer(`/code ${code()}`, ana, ALONE)).outcome).toBe('refused');
    expect([did, desk.recorded]).toEqual([[], []]);
  });

  test('the code is asked for together with the question, and does it', async () => {
    enrol('p1');
    const asked = await router.answer('/limit up', ana, GROUP);
    expect(asked).toMatchObject({
      outcome: 'asked',
      reply: {
        title: 'Change the limit?',
        lines: ['− 1', '+ 2', 'A one-time code is wanted: it raises a limit', 'Send it where nobody else reads: /code 123456'],
        buttons: [{ line: '/code', asks: 'Your one-time code' }],
      },
    });
    expect(await title('/yes', ana, GROUP)).toBe('A yes is not enough');
    expect(did).toEqual([]);
    expect(await title(`/code ${code()}`, ana, ALONE)).toBe('Done: limit');
    expect(did).toEqual(['limit']);
  });

  test('what raises nothing is confirmed as ever', async () => {
    enrol('p1');
    expect((await router.answer('/limit down', ana, ALONE)).reply.buttons).toEqual([{ label: 'Change', line: '/yes' }]);
    expect(await title('/yes', ana, ALONE)).toBe('Done: limit');
  });

  test('what has come to want a code since the question asks for it at the yes', async () => {
    enrol('p1');
    await router.answer('/limit down', ana, ALONE);
    strict = true;
    expect(await router.answer('/yes', ana, ALONE)).toMatchObject({ outcome: 'asked', reply: { buttons: [{ line: '/code' }] } });
    expect(did).toEqual([]);
    expect(await title(`/code ${code()}`, ana, ALONE)).toBe('Done: limit');
  });

  test('a code given by the button of an older question does not answer a newer one', async () => {
    enrol('p1');
    const [older, newer] = [await router.answer('/lift', ana, ALONE), await router.answer('/limit up', ana, ALONE)];
    const by = ({ question }: typeof older): Way => ({ ...ALONE, tapped: true, question });
    expect(await title(`/code ${code()}`, ana, by(older))).toBe('Nothing waits for a code');
    expect(did).toEqual([]);
    expect(await title(`/code ${code()}`, ana, by(newer))).toBe('Done: limit');
  });

  test('a tap does not spare the code', async () => {
    enrol('p1');
    expect((await router.answer('/lift', ana, TAPPED)).outcome).toBe('asked');
    expect(did).toEqual([]);
  });

  test('a code serves once: not for the same line again and not for another', async () => {
    enrol('p1');
    const given = code();
    await router.answer('/lift', ana, ALONE);
    await router.answer(`/code ${given}`, ana, ALONE);
    expect(await title(`/code ${given}`, ana, ALONE)).toBe('Nothing waits for a code');
    await router.answer('/limit up', ana, ALONE);
    expect(await title(`/code ${given}`, ana, ALONE)).toBe('That code was used before');
    expect(did).toEqual(['lift']);
    now += 30 * SECOND;
    expect(await title(`/code ${code()}`, ana, ALONE)).toBe('Done: limit');
  });

  test('two codes at once have one effect', async () => {
    enrol('p1');
    await router.answer('/lift', ana, ALONE);
    const first = code();
    now += 30 * SECOND;
    const both = [`/code ${first}`, `/code ${code()}`].map((line) => router.answer(line, ana, ALONE));
    expect((await Promise.all(both)).map(({ outcome }) => outcome)).toEqual(['ok', 'refused']);
    expect(did).toEqual(['lift']);
  });

  test('a code in a group does nothing and is spent', async () => {
    enrol('p1');
    await router.answer('/lift', ana, ALONE);
    const shown = code();
    const answer = await router.answer(`/code ${shown}`, ana, GROUP);
    expect(answer).toMatchObject({ outcome: 'refused', reply: { title: 'That code counts as spent' } });
    expect(await title(`/code ${shown}`, ana, ALONE)).toBe('That code was used before');
    expect(did).toEqual([]);
    now += 30 * SECOND;
    expect(await title(`/code ${code()}`, ana, ALONE)).toBe('Done: lift');
  });

  test('guessing locks, the lock is recorded once, and outlasts the question', async () => {
    enrol('p1');
    await router.answer('/lift', ana, ALONE);
    const titles: string[] = [];
    for (let i = 0; i < 6; i++) titles.push(await title('/code 12345678', ana, ALONE));
    expect(titles).toEqual([...Array(4).fill('That code is wrong'), 'Codes are locked', 'Codes are locked']);
    expect(desk.recorded).toEqual([{ type: 'secondFactor', at: desk.now(), person: 'p1', state: 'locked', who: 'p1' }]);
    expect(await title(`/code ${code()}`, ana, ALONE)).toBe('Codes are locked');
    now += 14 * MINUTE;
    await router.answer('/lift', ana, ALONE);
    expect(await title(`/code ${code()}`, ana, ALONE)).toBe('Codes are locked');
    now += MINUTE;
    expect(await title(`/code ${code()}`, ana, ALONE)).toBe('Done: lift');
  });

  test('a question waits two minutes, and any other line drops it', async () => {
    enrol('p1');
    await router.answer('/lift', ana, ALONE);
    now += 2 * MINUTE;
    expect(await title(`/code ${code()}`, ana, ALONE)).toBe('Nothing waits for a code');
    await router.answer('/lift', ana, ALONE);
    await router.answer('/hidden', ana, ALONE);
    expect(await title(`/code ${code()}`, ana, ALONE)).toBe('Nothing waits for a code');
    await router.answer('/close', ana, ALONE);
    now += 2 * MINUTE;
    expect(await title('/yes', ana, ALONE)).toBe('Nothing waits for a yes');
    expect(did).toEqual([]);
  });

  test('nobody gives the code for another', async () => {
    enrol('p1');
    enrol('p2');
    await router.answer('/lift', ana, ALONE);
    expect(await title(`/code ${code()}`, bob, ALONE)).toBe('Nothing waits for a code');
    expect(did).toEqual([]);
  });

  test('who has been lowered since the question does nothing with the code', async () => {
    enrol('p1');
    await router.answer('/lift', ana, ALONE);
    expect(await title(`/code ${code()}`, { ...ana, role: 'approver' }, ALONE)).toBe('/lift is not yours to give');
    await router.answer('/close', ana, ALONE);
    expect(await title('/yes', { ...ana, role: 'viewer' }, ALONE)).toBe('/close is not yours to give');
    expect([did, desk.recorded]).toEqual([[], []]);
  });

  test('a lost key of the codes opens nothing', async () => {
    const factors = { ...desk.oneTimeCodes, has: () => Promise.reject(new Error('the key is gone')) };
    Object.assign(desk, { oneTimeCodes: factors });
    expect(await router.answer('/lift', ana, ALONE)).toMatchObject({ outcome: 'refused', reply: { lines: ['the key is gone'] } });
    expect(did).toEqual([]);
  });
});

describe('at the terminal', () => {
  test('a code is asked for only of an owner who has set one up', async () => {
    expect(await title('/lift', owner, AT_TERMINAL)).toBe('Done: lift');
    expect((await router.answer('/limit up', owner, AT_TERMINAL)).reply.buttons).toEqual([{ label: 'Change', line: '/yes' }]);
    expect(await title('/yes', owner, AT_TERMINAL)).toBe('Done: limit');
    enrol('terminal');
    expect((await router.answer('/lift', owner, AT_TERMINAL)).outcome).toBe('asked');
    expect(await title(`code ${code()}`, owner, AT_TERMINAL)).toBe('Done: lift');
    expect(did).toEqual(['lift', 'limit', 'lift']);
  });

  test('a line that was cut off is run again without a question or a code', async () => {
    enrol('terminal');
    expect((await router.repeat('/limit up', owner, undefined)).reply.title).toBe('Done: limit');
    expect(desk.recorded).toEqual([{ type: 'command', at: desk.now(), who: 'terminal', line: '/limit up' }]);
  });
});

test('a reduction is asked about alike, tapped or typed; now goes at once', async () => {
  for (const way of [GROUP, TAPPED]) {
    expect((await router.answer('/close', ana, way)).outcome).toBe('asked');
    expect(await title('/close now', ana, way)).toBe('Done: close');
  }
});

test('what is secret is refused where others read', async () => {
  expect(await title('/hidden', ana, GROUP)).toBe('/hidden is for a private chat');
});

test('codes stand in no row and no log line', async () => {
  enrol('p1');
  await router.answer('/lift', ana, ALONE);
  Object.assign(desk, { heard: () => Promise.reject(new Error('database is locked')) });
  const given = code();
  await router.answer(`/code ${given}`, ana, ALONE);
  expect(logged).toHaveLength(1);
  expect(logged.join()).not.toContain(given);
  expect(logged.join()).toContain('/code ***');
  expect(JSON.stringify(desk.recorded)).not.toContain(given);
});
