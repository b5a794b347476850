import { onTestFinished, vi } from 'vitest';
import type { Chat, HeardLine, Outgoing } from '../../../src/bots/chat.ts';
import { openDiscord } from '../../../src/bots/discord/chat.ts';
import { createRouter } from '../../../src/bots/router.ts';
import type { Command } from '../../../src/core/desk/command.ts';
import { type DiscordServer, openDiscordServer } from '../../chats/discordServer.ts';
import { chatCommands } from '../commands.ts';
import { chatDesk } from '../desk.ts';

export const outgoing = (more: Partial<Outgoing> = {}): Outgoing => ({
  label: '🧪 SYNTHETIC',
  reply: { title: 'Done', lines: ['All is well'] },
  taps: [],
  picture: undefined,
  silent: false,
  urgent: false,
  replyTo: undefined,
  ephemeral: false,
  mentions: [],
  ...more,
});

type Line = { readonly level: string; readonly message: string };

export type Table = {
  readonly server: DiscordServer;
  readonly chat: Chat;
  /** What the front desk heard. */
  readonly heard: HeardLine[];
  readonly logged: Line[];
  /** A channel and two members of the guild. */
  readonly channel: string;
  readonly ana: string;
  readonly ben: string;
  /** How the front desk answers from now on; it resolves when it has. */
  answerWith(work: (heard: HeardLine) => Promise<unknown>): void;
  /** Lets time pass, on Discord's clock and the bot's alike. */
  pass(ms: number): void;
};

/** What the bot's clock says to start with. */
const START = Date.UTC(2026, 10, 21);

/** The start of a chat waits this long for its connection; here it never runs out. */
const PATIENCE = 10_000;

/** The desk's side and Discord's, with the real discord.js between them; waits of the desk take no time. */
export async function openTable(
  options: {
    readonly before?: (server: DiscordServer) => void;
    readonly token?: string;
    readonly commands?: readonly Command[];
    readonly start?: boolean;
  } = {},
): Promise<Table> {
  let time = START;
  const server = await openDiscordServer({ now: () => time });
  const heard: HeardLine[] = [];
  const logged: Line[] = [];
  const logger = (_concern: string, level: string, message: string): void => void logged.push({ level, message });
  let answer: (heard: HeardLine) => Promise<unknown> = () => Promise.resolve();
  const commands = options.commands ?? chatCommands().commands;
  const router = createRouter({ commands, desk: chatDesk(), logger, mask: (text) => text });
  const chat = openDiscord({
    token: options.token ?? server.token,
    apiRoot: server.apiRoot,
    guild: server.guild,
    commands,
    suggest: router.suggest,
    logger,
    timing: {
      now: () => time,
      rate: Number.POSITIVE_INFINITY,
      wait: (ms, signal) =>
        new Promise((resolve) => {
          if (ms === PATIENCE) signal.addEventListener('abort', () => resolve());
          else setImmediate(resolve);
        }),
    },
  });
  onTestFinished(async () => {
    await chat.stop();
    await server.close();
  });
  const channel = server.addChannel('desk');
  const [ana, ben] = [server.addUser('Ana'), server.addUser('Ben')];
  options.before?.(server);
  if (options.start !== false)
    await chat.start(async (said) => {
      heard.push(said);
      await answer(said);
    });
  return {
    server,
    chat,
    heard,
    logged,
    channel,
    ana,
    ben,
    answerWith(work) {
      answer = work;
    },
    pass(ms) {
      time += ms;
    },
  };
}

/** The messages that a channel now shows. */
export const shown = (server: DiscordServer, channel: string) =>
  server.channels().find(({ id }) => id === channel)?.messages ?? [];

/** The titles of a channel's messages, oldest first. */
export const titles = (server: DiscordServer, channel: string): readonly string[] =>
  shown(server, channel).map(({ body, thinking }) => (thinking ? '…' : (body.embeds?.[0]?.title ?? '')));

/** Resolves as soon as it is so. */
export const until = async (test: () => boolean): Promise<void> => {
  await vi.waitUntil(test, { interval: 2, timeout: 300_000 });
};
