import { beforeAll, describe, expect, it } from 'vitest';
import { columns } from '../../src/bots/cells.ts';
import type { Outgoing } from '../../src/bots/chat.ts';
import { renderOutgoing } from '../../src/bots/discord/render.ts';
import { renderReply } from '../../src/bots/terminal/render.ts';
import { withTypedTimes } from '../../src/bots/terminal/typedTimes.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import { MOST_CHOICES } from '../../src/core/desk/offering.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { onPaper } from '../bots/discord/onPaper.ts';
import { drawn } from '../bots/telegram/drawn.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { playedDesk } from './desk.ts';
import { linesOn } from './lines.ts';

/** The positions that are open 49 hours into its market. */
const LINES = linesOn(30, 31);

const SCREENS = ['commands', 'telegram', 'discord'] as const;
type Screen = (typeof SCREENS)[number];

/** A reply on its way to a chat; a picture has some bytes. */
const outgoing = ({ buttons = [], picture, ...reply }: Reply): Outgoing => ({
  label: '🧪 SYNTHETIC',
  reply,
  taps: buttons.map(({ asks, ...button }, i) => ({
    label: button.label,
    token: `t${i}`,
    ...(asks === undefined ? {} : { asks }),
  })),
  picture: picture === undefined ? undefined : new Uint8Array(8),
  silent: false,
  urgent: false,
  replyTo: undefined,
  ephemeral: false,
  mentions: [],
});

/**
 * What is no part of how a card looks: the numbers of rows, how a replay spares idle jobs, how long a run takes, and how many risk
 * rules there are.
 */
const COUNTS: Readonly<Record<string, RegExp>> = {
  audit: /\d+ (· \d{4}-)/g,
  jobs: /[\d,.]+ (runs|[smhd] ago|ms)/g,
  why: /(?<=Risk: )\d+ (pass)/g,
};

/** How the terminal, Telegram and Discord show a reply. */
const LOOKS: Readonly<Record<Screen, (reply: Reply) => readonly string[]>> = {
  commands: (reply) =>
    renderReply(withTypedTimes(reply, 'UTC', desk.now()), '🧪 SYNTHETIC', { colour: false, width: Number.POSITIVE_INFINITY }),
  telegram: (reply) => [drawn(outgoing(reply)).trimEnd()],
  discord: (reply) => renderOutgoing(outgoing(reply)).map(onPaper),
};

let desk: MemoryDesk;
const shown = new Map<string, string>();
const replies: { readonly line: string; readonly reply: Reply; readonly asks: boolean }[] = [];

/** Types lines of a command; how they are answered stands below what stood there of it. */
async function show(name: string, lines: readonly string[]): Promise<void> {
  const texts: Record<Screen, string[]> = { commands: [], telegram: [], discord: [] };
  for (const line of lines) {
    const { reply, outcome } = await desk.type(line);
    for (const screen of SCREENS) texts[screen].push(`▸ ${line}`, ...LOOKS[screen](reply), '');
    replies.push({ line, reply, asks: outcome === 'asked' });
  }
  const counts = COUNTS[name];
  for (const screen of SCREENS) {
    const before = shown.get(`${screen} ${name}`);
    const text = [...(before === undefined ? [] : [before]), ...texts[screen]].join('\n');
    shown.set(`${screen} ${name}`, counts === undefined ? text : text.replace(counts, '# $1'));
  }
}

beforeAll(async () => {
  desk = await playedDesk(49);
  for (const [name, lines] of Object.entries(LINES)) await show(name, lines);
  // What takes a card that waits comes last: it would stand in all that is shown after it.
  for (const line of ['/config authority approve', '/yes', '/resume', '/yes', '/buy LINK 500']) await desk.type(line);
  await show('reject', ['/reject A1', '/reject A1 enough open']);
});

it('every command has its golden file', () => {
  expect(Object.keys(LINES).toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
});

it('a moment in the text of a reply stands with how far it is from now', () => {
  // What says the time itself, the span that a picture or a log shows, and what a candle or a gate was then.
  const alone = /^\/(tz|whoami|chart|logs|audit|profit|stats|health|missed)\b|^It is /;
  const bare = replies
    .filter(({ line }) => !alone.test(line))
    .flatMap(({ line, reply }) => [reply.title, ...reply.lines].map((text) => `${line}: ${text}`))
    .filter((text) => /\d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC(?!, (in \d|now|\d[\w ]* ago))/.test(text));
  expect(bare).toEqual([]);
});

describe('a phone held upright', () => {
  it('has room for every button', () => {
    // What there is to choose from stands in rows of two: words that were left out, or the reason of a rejection.
    const chooses = ({ buttons = [] }: Reply): boolean => buttons.every(({ line }) => /^\/reject A\d+ ./.test(line));
    const crowded = replies.filter(
      ({ reply, asks }) => (reply.buttons?.length ?? 0) > (asks || chooses(reply) ? MOST_CHOICES : 4),
    );
    expect(crowded.map(({ line }) => line)).toEqual([]);
  });

  it('wraps no line more than once', () => {
    // An address is what it is.
    const texts = replies.flatMap(({ reply }) => reply.lines).filter((text) => !text.startsWith('otpauth://'));
    expect(texts.filter((text) => columns(text) > 84)).toEqual([]);
  });
});

it('every refusal shows an example', () => {
  const refused = replies.filter(({ reply }) => reply.outcome === 'refused');
  const without = refused.filter(({ reply }) => !reply.lines.some((line) => line.startsWith('Example: /')));
  expect(without.map(({ line }) => line)).toEqual([]);
});

describe('how commands look', () => {
  it.each(Object.keys(LINES))('/%s', async (name) => {
    await expect(shown.get(`commands ${name}`)).toMatchFileSnapshot(`../golden/commands/${name}.txt`);
  });

  describe.each(['telegram', 'discord'])('on %s', (screen) => {
    it.each(Object.keys(LINES))('/%s', async (name) => {
      await expect(shown.get(`${screen} ${name}`)).toMatchFileSnapshot(`../golden/${screen}/commands/${name}.txt`);
    });
  });
});
