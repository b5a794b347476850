import { onTestFinished } from 'vitest';
import type { HeardLine, Outgoing } from '../../../src/bots/chat.ts';
import { openTelegram, type TelegramOptions } from '../../../src/bots/telegram/chat.ts';
import { openTelegramServer, type TelegramUser } from '../../chats/telegramServer.ts';
import { manualClock } from '../../venue/manualClock.ts';

export const ana: TelegramUser = { id: 11, name: 'Ana' };
export const bob: TelegramUser = { id: 12, name: 'Bob' };
/** Ana's private chat, a group, and a supergroup with topics. */
export const PRIVATE = 11;
export const GROUP = -500;
export const FORUM = -1_001_234;
export const START = Date.UTC(2026, 10, 21, 14);

const FREE = { interval: 0, burst: 1 };

/** The smallest reply, changed as a test needs it. */
export const outgoing = (change: Partial<Outgoing> = {}): Outgoing => ({
  label: '📄 PAPER',
  reply: { title: 'Hello', lines: ['one', 'two'] },
  taps: [],
  picture: undefined,
  silent: false,
  urgent: false,
  replyTo: undefined,
  ephemeral: false,
  mentions: [],
  ...change,
});

/** The first bytes of a PNG, told apart by the last. */
export const png = (mark = 0): Uint8Array => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, mark]);

/** Resolves once the check holds. What happens on the loopback is waited for turn by turn, never by the clock. */
export async function when(check: () => boolean): Promise<void> {
  while (!check()) await new Promise(setImmediate);
}

/** The chat against a Telegram of the test's own, on a clock turned by hand; both are gone when the test is. */
export async function rig(options: Partial<TelegramOptions> = {}) {
  const clock = manualClock(START);
  const server = await openTelegramServer({ now: clock.now });
  server.addChat({ id: PRIVATE, kind: 'private', title: 'Ana' });
  server.addChat({ id: GROUP, kind: 'group', title: 'Desk' });
  server.addChat({ id: FORUM, kind: 'supergroup', title: 'Forum', topics: [7, 8] });
  const heard: HeardLine[] = [];
  const logs: string[] = [];
  const chat = openTelegram({
    token: server.token,
    apiRoot: server.apiRoot,
    commands: [
      { name: 'status', about: 'the whole desk at one glance' },
      { name: 'balance', about: 'what the account holds', privateOnly: true },
      { name: 'panic', about: 'everything off' },
    ],
    logger: (concern, level, message) => void logs.push(`${concern} ${level} ${message}`),
    timing: { now: clock.now, after: clock.after, random: () => 0, rates: { all: FREE, private: FREE, group: FREE } },
    ...options,
  });
  const hear = async (one: HeardLine): Promise<void> => void heard.push(one);
  onTestFinished(async () => {
    await chat.stop();
    await server.close();
  });
  return {
    chat,
    clock,
    server,
    heard,
    logs,
    hear,
    start: () => chat.start(hear),
    /** Resolves once all that was handed in has been heard and the next request waits. */
    settled: () => when(server.idle),
  };
}
