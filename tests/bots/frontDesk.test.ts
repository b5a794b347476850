import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HeardLine } from '../../src/bots/chat.ts';
import { createFrontDesk, type FrontDesk } from '../../src/bots/frontDesk.ts';
import { createRouter } from '../../src/bots/router.ts';
import { createTaps } from '../../src/bots/taps.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import type { Member } from '../../src/core/state/people.ts';
import { MINUTE } from '../../src/core/time.ts';
import { recordedChat } from '../chats/recordedChat.ts';
import { stillDesk } from '../commands/desk.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';

const ANA: Member = { id: 'p1', name: 'Ana', role: 'admin', accounts: new Set(), zone: 'UTC' };
const BOB: Member = { id: 'p2', name: 'Bob', role: 'viewer', accounts: new Set(), zone: 'UTC' };
const PEOPLE: Readonly<Record<string, Member>> = { 'telegram:1': ANA, 'telegram:2': BOB };
const GROUP = 'telegram:-100';

let desk: MemoryDesk;
let chat: ReturnType<typeof recordedChat>;
let front: FrontDesk;
let wall: number;
let updates: number;

const heard = (said: HeardLine['said'] | string, rest: Partial<HeardLine> = {}): HeardLine => ({
  update: `telegram:${(updates += 1)}`,
  from: 'telegram:1',
  name: 'ana',
  place: GROUP,
  message: 'm',
  private: false,
  at: wall,
  secondhand: false,
  ...rest,
  said: typeof said === 'string' ? { kind: 'line', line: said } : said,
});
const say = (line: string, rest: Partial<HeardLine> = {}): Promise<void> => front.hear(chat, heard(line, rest));
const tap = (token: string, rest: Partial<HeardLine> = {}): Promise<void> =>
  front.hear(chat, heard({ kind: 'tap', token }, rest));
const titles = (): readonly string[] => chat.shown.map(({ outgoing }) => outgoing.reply.title);

beforeEach(async () => {
  desk = await stillDesk();
  await desk.type('/buy BTC 500');
  for (const { id, name, role } of Object.values(PEOPLE))
    await desk.record({ type: 'person', at: desk.now(), person: id, name, role, who: 'terminal' });
  chat = recordedChat();
  wall = 1_000_000;
  updates = 0;
  let tokens = 0;
  const router = createRouter({ commands: COMMANDS, desk: desk.trader.desk, logger: () => undefined, mask: (text) => text });
  front = createFrontDesk({
    desk: desk.trader.desk,
    commands: COMMANDS,
    taps: createTaps({ token: () => `t${(tokens += 1)}`, now: () => wall }),
    logger: (_concern, level, message, details) => {
      if (level === 'error') throw new Error(`${message} ${String(details?.['error'])}`);
    },
    now: () => wall,
    gate: {
      async admit({ from, secondhand }) {
        const member = PEOPLE[from];
        return secondhand || member === undefined ? { kind: 'ignored' } : { kind: 'member', member };
      },
    },
    answer: (line, who, way) => desk.trader.command(() => router.answer(line, who, way)),
    draw: () => Promise.reject(new Error('no pictures here')),
    leftovers: { shown: () => Promise.resolve(), offered: () => Promise.resolve() },
  });
});

describe('a line', () => {
  it('of somebody on the list is answered where it was said', async () => {
    await say('/status');
    expect(chat.last()).toMatchObject({ place: GROUP, outgoing: { label: '🧪 MEMORY', replyTo: 'm', ephemeral: true } });
    expect(chat.last().outgoing.taps.map(({ label }) => label)).toContain('Positions');
  });

  it('of a stranger or at second hand hears nothing', async () => {
    await say('/status', { from: 'telegram:666' });
    await say('/pause', { secondhand: true });
    expect(chat.shown).toEqual([]);
    expect(desk.state.pause).toBeUndefined();
  });

  it('that is older than 60 s is dropped with a word, one for the whole backlog that names each', async () => {
    await say('/pause', { at: wall - 61_000 });
    expect(titles()).toEqual(['/pause came 1 m late and was not done']);
    await Promise.all([say('/status', { at: wall - 61_000 }), say('/code 123456', { at: wall - 10 * MINUTE })]);
    expect(chat.shown.map(({ outgoing }) => outgoing.reply)).toMatchObject([
      {
        title: '3 lines came late and were not done',
        lines: expect.arrayContaining(['/pause, 1 m late', '/status, 1 m late', '/code ***, 10 m late']),
      },
    ]);
    expect(desk.state.pause).toBeUndefined();
  });

  it('that comes late with a code does not have it read out to all', async () => {
    await say('/code ABCDE-FGHJK', { at: wall - 61_000 });
    expect(titles()).toEqual(['/code *** came 1 m late and was not done']);
  });

  it('that panics late is asked about', async () => {
    await say('/panic', { at: wall - 10 * MINUTE });
    expect(desk.state.pause).toBeUndefined();
    await tap(chat.token('Panic now'));
    expect(desk.state.pause?.why).toBe('panic');
  });

  it('that panics late by a clock that runs ahead can be meant all the same, for as long as the question is fresh', async () => {
    const AHEAD = 61_000;
    await say('/panic', { at: wall - AHEAD });
    const first = chat.token('Panic now');
    wall += 61_000;
    await tap(first, { at: wall - AHEAD });
    expect(desk.state.pause).toBeUndefined();
    wall += 60_000;
    await tap(chat.token('Panic now'), { at: wall - AHEAD });
    expect(desk.state.pause?.why).toBe('panic');
    expect(titles().filter((title) => title === 'Your /panic came 1 m late')).toHaveLength(2);
  });

  it('that holds a code is read before it is taken away', async () => {
    const gone = Promise.withResolvers<boolean>();
    const busy = { ...chat, remove: () => gone.promise };
    let done = false;
    const answered = front.hear(busy, heard('/code 123456', { place: 'telegram:1', private: true })).finally(() => {
      done = true;
    });
    await vi.waitUntil(() => chat.shown.length === 1);
    expect(titles()).toEqual(['Nothing waits for a code']);
    expect(done).toBe(false);
    gone.resolve(true);
    await answered;
  });

  it('that is confidential goes to the private chat of whoever asked', async () => {
    await say('/balance');
    expect(chat.shown.map(({ place }) => place)).toEqual(['telegram:1', GROUP]);
    expect(chat.last().outgoing.reply.title).toBe('Sent to you in private');
  });

  it('that is confidential for somebody to whom no bot may write first says what to do', async () => {
    chat.gone.add('telegram:1');
    await say('/balance');
    expect(chat.last()).toMatchObject({ place: GROUP, outgoing: { reply: { title: 'This is answered in private only' } } });
    expect(chat.last().outgoing.reply.lines[0]).toContain('press Start');
  });

  it('that is confidential is answered on Discord for whoever asked alone', async () => {
    const discord = recordedChat('discord');
    await front.hear(discord, heard('/config risk', { place: 'discord:9' }));
    expect(discord.last().outgoing).toMatchObject({ ephemeral: true, reply: { title: 'risk · settings version 1' } });
  });

  it('that acts counts once, however often its update comes', async () => {
    const twice = heard('/pause');
    await front.hear(chat, twice);
    await say('/resume');
    await front.hear(chat, twice);
    expect(chat.shown).toHaveLength(2);
  });
});

describe('a line of a viewer', () => {
  it.each(['/watch BTC', '/alert BTC 50000'])('%s acts once, however often its update comes', async (line) => {
    const bob = heard(line, { from: 'telegram:2' });
    await front.hear(chat, bob);
    const { watched, priceAlerts } = desk.state;
    const [watching, waiting] = [watched.size, priceAlerts.size];
    await front.hear(chat, bob);
    expect([watched.size, priceAlerts.size]).toEqual([watching, waiting]);
    expect(chat.shown).toHaveLength(1);
  });
});

describe('a tap', () => {
  it('gives the line of its button', async () => {
    await say('/status');
    await tap(chat.token('Positions'));
    expect(chat.last().outgoing.reply.title).toContain('open');
  });

  it('of a view on itself draws the message anew', async () => {
    await say('/profit');
    const { message } = chat.last();
    const other = chat.last().outgoing.taps[0];
    await tap(other?.token ?? '');
    expect(chat.shown).toHaveLength(1);
    expect(chat.last()).toMatchObject({ message, edits: 1 });
  });

  it('that says why a card was rejected is drawn over the rejection', async () => {
    await desk.type('/config authority approve');
    await desk.type('/yes');
    await desk.type('/buy BTC-PERP 500');
    await say('/reject A1');
    const { message } = chat.last();
    expect(chat.last().outgoing.taps).toHaveLength(5);
    await tap(chat.token('Enough open'));
    expect(chat.shown).toHaveLength(1);
    expect(chat.last()).toMatchObject({ message, edits: 1, outgoing: { taps: [], reply: { lines: ['enough open', {}, {}] } } });
  });

  it('just after the message changed is ignored', async () => {
    await say('/profit');
    await tap(chat.last().outgoing.taps[0]?.token ?? '');
    await tap(chat.last().outgoing.taps[0]?.token ?? '');
    expect(chat.last().edits).toBe(1);
    wall += 1_000;
    await tap(chat.last().outgoing.taps[0]?.token ?? '');
    expect(chat.last().edits).toBe(2);
  });

  it('that nobody was offered, or from another chat, does nothing', async () => {
    await say('/status');
    const pause = chat.token('Pause');
    await tap(pause, { place: 'telegram:-200' });
    expect(chat.shown).toHaveLength(1);
    await tap('forged');
    expect(chat.last().outgoing.reply.title).toBe('That button is too old');
    expect(desk.state.pause).toBeUndefined();
  });

  it('that acts counts once for each person', async () => {
    await say('/status');
    const pause = chat.token('Pause');
    await tap(pause);
    await tap(pause);
    expect(chat.shown).toHaveLength(2);
    expect(desk.state.pause?.who).toBe('Ana');
  });
});

describe('a tap of which nothing came', () => {
  it('since it was late may be made again', async () => {
    await say('/status');
    const pause = chat.token('Pause');
    await tap(pause, { at: wall - 61_000 });
    expect(desk.state.pause).toBeUndefined();
    await tap(pause);
    expect(desk.state.pause?.who).toBe('Ana');
  });

  it('since it was refused may be made again', async () => {
    await say('/status');
    const pause = chat.token('Pause');
    await tap(pause, { from: 'telegram:2' });
    await tap(pause, { from: 'telegram:2' });
    expect(titles().filter((title) => title === '/pause is not yours to give')).toHaveLength(2);
  });
});

describe('a question', () => {
  const position = (): number => [...desk.state.account.positions.keys()][0] ?? Number.NaN;

  it('is answered by whom it was asked, once, and loses its buttons', async () => {
    await say(`/close ${position()}`);
    const yes = chat.token('Yes');
    const held = position();
    await tap(yes, { from: 'telegram:2' });
    expect(chat.shown).toHaveLength(1);
    expect(desk.state.exits.has(held)).toBe(false);
    await tap(yes);
    expect(desk.state.exits.has(held) || !desk.state.account.positions.has(held)).toBe(true);
    expect(chat.shown[0]?.outgoing.taps).toEqual([]);
  });

  it('that was followed by another is no longer answered by its button', async () => {
    const held = position();
    const { version } = desk.state.settings;
    await say(`/close ${held}`);
    const yes = chat.token('Yes');
    await say('/status');
    await tap(yes);
    expect(desk.state.settings.version).toBe(version);
    expect(desk.state.exits.has(held)).toBe(false);
    expect(desk.state.account.positions.has(held)).toBe(true);
  });

  it('that was asked in private answers nothing but itself', async () => {
    const held = position();
    await say('/config approval.answerWithin 6m');
    const change = chat.token('Change');
    await say(`/close ${held}`);
    await tap(change, { place: 'telegram:1', private: true });
    expect(desk.state.exits.has(held)).toBe(false);
    expect(desk.state.account.positions.has(held)).toBe(true);
  });

  it('is answered by its own button alone where two were asked at once', async () => {
    const held = position();
    const { version } = desk.state.settings;
    const sent = Promise.withResolvers<void>();
    const slow = { ...chat, send: (...message: Parameters<typeof chat.send>) => sent.promise.then(() => chat.send(...message)) };
    const first = front.hear(slow, heard(`/close ${held}`, { place: 'telegram:1', private: true }));
    await say('/config approval.answerWithin 6m', { place: 'telegram:1', private: true });
    sent.resolve();
    await first;
    await tap(chat.token('Yes'), { place: 'telegram:1', private: true });
    expect(desk.state.settings.version).toBe(version);
    expect(desk.state.account.positions.has(held)).toBe(true);
    await tap(chat.token('Change'), { place: 'telegram:1', private: true });
    expect(desk.state.settings.version).toBe(version + 1);
  });

  it('loses its buttons to what is said where it was asked, and there alone', async () => {
    const discord = recordedChat('discord');
    await front.hear(discord, heard(`/close ${position()}`, { place: 'discord:9' }));
    expect(discord.last().outgoing.taps).not.toEqual([]);
    await say('/status');
    expect(discord.last().outgoing.taps).not.toEqual([]);
    await front.hear(discord, heard('/status', { place: 'discord:9' }));
    expect(discord.shown[0]?.outgoing.taps).toEqual([]);
  });
});
