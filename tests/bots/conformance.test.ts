import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tame } from '../../src/bots/cells.ts';
import { createRouter } from '../../src/bots/router.ts';
import type { Answer } from '../../src/bots/running.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import { AT_TERMINAL } from '../../src/core/desk/command.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { SECOND } from '../../src/core/time.ts';
import { type Connected, connect, list, slash } from '../chats/connected.ts';
import { readMarkup } from '../chats/discordMarkup.ts';
import { BITCOIN, playedDesk } from '../commands/desk.ts';
import { linesOn } from '../commands/lines.ts';
import { WALL } from '../support/memoryDesk.ts';

const HOURS = 49;
/** The position that is open on Bitcoin by then. */
const OPEN = 10;
const LINES = linesOn(OPEN, OPEN);
const ALL = Object.values(LINES).flat();

/** A message as people see it, whatever the chat. */
type Seen = {
  readonly id: string;
  /** Read only when it is asked for: that takes longer than an answer. */
  readonly text: () => string;
  readonly buttons: readonly { readonly label: string; readonly id: string }[];
  readonly picture: boolean;
  /** Changes with every drawing. */
  readonly look: string;
};

/** What a chat shows after a line, and what the router said to it. */
type Told = { readonly line: string; readonly answer: Answer; readonly seen: readonly Seen[] };

/** One way to reach the desk, for Ana alone. */
type Voice = {
  readonly room: Connected;
  readonly seen: () => readonly Seen[];
  say(line: string): Promise<void>;
  tap(message: string, button: string): Promise<void>;
  /** Every request that the platform has refused. */
  refused(): readonly string[];
};

const field = (id: string): boolean => id.startsWith('?');

function telegramVoice(room: Connected): Voice {
  const { telegram, ana, settled } = room;
  const chat = ana.telegram.id;
  return {
    room,
    seen: () =>
      telegram
        .messages(chat)
        .filter(({ from }) => from.bot)
        .map(({ id, text, document, keyboard, photo, edited }) => ({
          id: String(id),
          text: () => `${text}\n${document?.text ?? ''}`,
          buttons: keyboard.flat().map(({ text: label, data }) => ({ label, id: data })),
          picture: photo !== undefined,
          look: JSON.stringify([text, keyboard, edited]),
        })),
    async say(line) {
      telegram.say(chat, ana.telegram, line);
      await settled();
    },
    async tap(message, button) {
      telegram.tap(chat, ana.telegram, Number(message), button);
      await settled();
      if (!field(button)) return;
      const prompt = telegram.messages(chat).findLast(({ asks }) => asks);
      telegram.say(chat, ana.telegram, '123456', { replyTo: prompt?.id ?? 0 });
      await settled();
    },
    refused: () => room.logged,
  };
}

function discordVoice(room: Connected): Voice {
  const { discord, ana, channel, asked } = room;
  return {
    room,
    seen: () =>
      (discord.channels().find(({ id }) => id === channel)?.messages ?? []).map(({ id, body, files }) => ({
        id,
        text: () =>
          [
            ...(body.embeds ?? [])
              .flatMap(({ title = '', description = '' }) => [title, description])
              .map((text) => readMarkup(text).text),
            ...files.filter(({ name }) => name.endsWith('.txt')).map(({ data }) => Buffer.from(data).toString()),
          ].join('\n'),
        buttons: (body.components ?? []).flatMap(({ components }) =>
          components.flatMap((one) => ('label' in one ? [{ label: one.label, id: one.custom_id }] : [])),
        ),
        picture: files.some(({ type }) => type === 'image/png'),
        look: JSON.stringify(body),
      })),
    say: (line) => asked(() => slash(room, ana.discord, line)),
    async tap(message, button) {
      if (!field(button)) return asked(() => discord.press(ana.discord, channel, message, button));
      await discord.press(ana.discord, channel, message, button).answer;
      const token = button.slice(3, 3 + Number(button.slice(1, 3)));
      return asked(() => discord.submit(ana.discord, channel, message, token, '123456'));
    },
    refused: () => [
      ...room.logged,
      ...discord
        .requests()
        .filter(({ status }) => status >= 400)
        .map(({ what, body }) => `${what} ${JSON.stringify(body)}`),
    ],
  };
}

const VOICES = { telegram: telegramVoice, discord: discordVoice } as const;

/** What must be readable of a reply; moments are drawn by the reader's own clock. */
const wordsOf = ({ title, lines, table }: Reply): readonly string[] =>
  [title, ...lines, ...(table?.rows.flatMap((row) => row.flatMap((cell) => (cell.kind === 'text' ? [cell.text] : []))) ?? [])]
    .map((text) => tame(text).trim())
    .filter((text) => text !== '');

/** The words that are not shown, or not in their order. */
function missing(reply: Reply, shown: string): readonly string[] {
  let at = 0;
  return wordsOf(reply).filter((word) => {
    const found = shown.indexOf(word, at);
    if (found >= 0) at = found;
    return found < 0;
  });
}

/** The new and the changed messages since. */
function since(before: readonly Seen[], after: readonly Seen[]): readonly Seen[] {
  const looks = new Map(before.map(({ id, look }) => [id, look]));
  return after.filter(({ id, look }) => looks.get(id) !== look);
}

/** At the terminal: the same person on a desk of the same past. */
async function atTerminal(): Promise<ReadonlyMap<number, Reply>> {
  const desk = await playedDesk(HOURS, { symbols: BITCOIN });
  const at = desk.now();
  await desk.record({ type: 'person', at, person: 'p1', name: 'Ana', role: 'admin', who: 'terminal' });
  const router = createRouter({
    commands: COMMANDS,
    desk: desk.trader.desk,
    logger: () => undefined,
    mask: (text) => text,
    clock: () => WALL,
  });
  const replies = new Map<number, Reply>();
  for (const [i, line] of ALL.entries())
    replies.set(
      i,
      (await desk.trader.command(() => router.answer(line, { id: 'p1', name: 'Ana', role: 'admin' }, AT_TERMINAL))).reply,
    );
  return replies;
}

/** The terminal is no place that messages can be sent to. */
const PLACED = /^\/setup \w+ (here|off)/;

/** Their lines name the chat or the giver's accounts, count what came by a chat, or tell what works at the terminal alone. */
const OWN = /^\/(notify|language|setup|users|whoami|audit|help)/;

let terminal: ReadonlyMap<number, Reply>;
beforeAll(async () => {
  terminal = await atTerminal();
});

describe.each(['telegram', 'discord'] as const)('every command on %s', (platform) => {
  let voice: Voice;
  const told: Told[] = [];

  beforeAll(async () => {
    const room = await connect({ hours: HOURS, platforms: [platform], kept: true });
    await list(room, room.ana, 'admin');
    voice = VOICES[platform](room);
    for (const line of ALL) {
      const before = voice.seen();
      const { length } = room.answered;
      await voice.say(line);
      const answer = room.answered[length]?.answer;
      if (answer === undefined || room.answered.length !== length + 1)
        throw new Error(`${line} has ${room.answered.length - length} answers`);
      told.push({ line, answer, seen: since(before, voice.seen()) });
    }
  });
  afterAll(() => voice.room.close());

  it('is in the list of lines', () => {
    expect(Object.keys(LINES).toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
  });

  it('is answered with all its words, in their order', () => {
    const lost = told.map(({ line, answer, seen }) => ({
      line,
      words: missing(answer.reply, seen.map(({ text }) => text()).join('\n')),
    }));
    expect(lost.filter(({ words }) => words.length > 0)).toEqual([]);
  });

  it('is answered as at the terminal', () => {
    const differing = told.filter(({ line, answer: { reply } }, i) => {
      if (PLACED.test(line)) return false;
      const there = terminal.get(i);
      const same = JSON.stringify([reply.title, reply.outcome]) === JSON.stringify([there?.title, there?.outcome]);
      return !same || (!OWN.test(line) && !isDeepStrictEqual(reply, there));
    });
    // A slash command knows no `now` behind its options: its buttons confirm. What is given for an option is that option.
    const apart = [
      '/buy BTC 1R stop 99999',
      '/buy BTC 0.02 ETH',
      `/stop ${OPEN} -0.5% now`,
      '/pause 2 stunden',
      '/no',
      '/away 23-07 grant 0 2',
      '/away 23-07 grant 200 0',
      '/away 23-07 grant 1R 2',
      '/away 23-07 grant 200 2',
      '/users foo',
    ];
    expect(differing.map(({ line }) => line)).toEqual(platform === 'discord' ? apart : []);
  });

  it('shows its buttons and its picture', () => {
    const wrong = told.filter(({ answer: { reply }, seen }) => {
      const shown = seen.flatMap(({ buttons }) => buttons.map(({ label }) => label));
      return (
        (reply.buttons ?? []).some(({ label }) => !shown.includes(label)) ||
        (reply.picture !== undefined) !== seen.some(({ picture }) => picture)
      );
    });
    expect(wrong.map(({ line }) => line)).toEqual([]);
    expect(told.filter(({ seen }) => seen.some(({ picture }) => picture)).length).toBeGreaterThan(3);
  });

  it('is refused nothing by the platform', () => {
    expect(voice.refused()).toEqual([]);
  });

  it('is whole within the limits when it is long', async () => {
    const before = voice.seen();
    await voice.say('/audit 150');
    const { reply } = voice.room.answered.at(-1)?.answer ?? { reply: { title: '', lines: [] } };
    const seen = since(before, voice.seen());
    expect(wordsOf(reply).join('\n').length).toBeGreaterThan(4096);
    expect(seen.length).toBeGreaterThan(1);
    expect(missing(reply, seen.map(({ text }) => text()).join('\n'))).toEqual([]);
    expect(voice.refused()).toEqual([]);
  });

  it('has buttons that each give an answer or an edit', async () => {
    const dead: string[] = [];
    let tapped = 0;
    for (const { id } of voice.seen())
      for (let i = 0; ; i += 1) {
        const button = voice.seen().find((one) => one.id === id)?.buttons[i];
        if (button === undefined) break;
        // A tap just after an edit is meant for what stood there before.
        voice.room.clock.advance(2 * SECOND);
        const before = voice.seen();
        const { length } = voice.room.answered;
        await voice.tap(id, button.id);
        tapped += 1;
        const changed = since(before, voice.seen());
        if (voice.room.answered.length !== length + 1 || changed.length === 0) dead.push(`${button.label} of ${id}`);
      }
    expect(dead).toEqual([]);
    expect(tapped).toBeGreaterThan(50);
    expect(voice.refused()).toEqual([]);
  });
});
