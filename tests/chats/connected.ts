import { onTestFinished } from 'vitest';
import type { Chat, ChatAccount, HeardLine, Place, Platform } from '../../src/bots/chat.ts';
import { createCodes } from '../../src/bots/codes.ts';
import { openDiscord } from '../../src/bots/discord/chat.ts';
import { createGate } from '../../src/bots/gate.ts';
import type { JoinCodes } from '../../src/bots/joining.ts';
import { createRouter } from '../../src/bots/router.ts';
import type { Answer } from '../../src/bots/running.ts';
import { openTelegram } from '../../src/bots/telegram/chat.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import type { Person } from '../../src/core/desk/command.ts';
import type { Role } from '../../src/core/facts/roles.ts';
import type { Settings } from '../../src/core/facts/settings.ts';
import { memberOf } from '../../src/core/state/people.ts';
import { type Chats, openChats } from '../../src/delivery/chats.ts';
import { groupMoves } from '../../src/delivery/movedGroups.ts';
import { menuOf } from '../../src/run/links.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { type Log, openLog } from '../../src/store/log.ts';
import { openOutbox } from '../../src/store/outbox.ts';
import { BITCOIN, playedDesk } from '../commands/desk.ts';
import { type Ground, places } from '../store/databases.ts';
import { keptLog } from '../support/keptLog.ts';
import { type MemoryDesk, WALL } from '../support/memoryDesk.ts';
import type { MemoryLog } from '../support/memoryLog.ts';
import { countedBytes } from '../support/memoryOneTimeCodes.ts';
import { type ManualClock, manualClock } from '../venue/manualClock.ts';
import { type DiscordServer, openDiscordServer } from './discordServer.ts';
import { openTelegramServer, type TelegramServer, type TelegramUser } from './telegramServer.ts';

/** Telegram's group for alerts; private chats go by the person's number. */
export const GROUP = -500;
const KEY = 'a';
const FREE = { interval: 0, burst: 1 };
/** The start of a Discord chat waits this long for its connection; here it never runs out. */
const PATIENCE = 10_000;
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Resolves once the check holds. What happens on the loopback is waited for turn by turn, never by the clock. */
export async function when(check: () => boolean): Promise<void> {
  while (!check()) await new Promise(setImmediate);
}

/** Somebody with an account on both platforms; on the desk's list only where they have a role. */
export type Someone = { readonly id: string; readonly name: string; readonly telegram: TelegramUser; readonly discord: string };

export type Connected = {
  readonly desk: MemoryDesk;
  readonly clock: ManualClock;
  readonly telegram: TelegramServer;
  readonly discord: DiscordServer;
  /** Discord's channels: where people speak, and where alerts go. */
  readonly channel: string;
  readonly alerts: string;
  /** The places that alerts go to. */
  readonly group: Place;
  readonly board: Place;
  readonly ana: Someone;
  readonly bob: Someone;
  readonly eve: Someone;
  /** The codes by which strangers come onto the list; they outlive a restart here. */
  readonly codes: JoinCodes;
  /** What the router was asked and said, in order. */
  readonly answered: { readonly line: string; readonly who: Person; readonly answer: Answer }[];
  /** Warnings and errors. */
  readonly logged: string[];
  readonly chats: () => Chats;
  /** How many messages and taps the front desk has been done with on a platform. */
  done(platform: Platform): number;
  /** Does something on Discord that the front desk hears, and resolves when it is answered. */
  asked(what: () => unknown): Promise<void>;
  /** Resolves when the bot has read and answered all that Telegram had. */
  settled(): Promise<void>;
  /** The process ends and begins anew on what is stored; `configured` is where Telegram's alerts are to go from then on. */
  restart(configured?: Place): Promise<void>;
  close(): Promise<void>;
};

type ConnectedOptions = {
  readonly hours?: number;
  readonly authority?: Settings['authority'];
  readonly approval?: Partial<Settings['approval']>;
  readonly platforms?: readonly Platform[];
  /** Whoever opens it closes it. */
  readonly kept?: true;
};

/** The past goes into the database without alerts: they were told when they happened. */
async function keepPast(database: Database, ground: Ground, log: MemoryLog): Promise<void> {
  const past = await openLog(database, KEY, { headFile: headFileOf(ground.home, KEY), channels: [] });
  await past.append(log.rows.map(({ step, event }) => ({ step, event })));
  await past.close();
}

/** A whole desk on Bitcoin with a Telegram and a Discord of the test's own: real clients, gate, router, front desk and stored outbox. */
export async function connect(options: ConnectedOptions = {}): Promise<Connected> {
  const { hours = 0, authority = 'auto', approval = {}, platforms = ['telegram', 'discord'] } = options;
  const clock = manualClock(WALL);
  const telegram = await openTelegramServer({ now: clock.now });
  const discord = await openDiscordServer({ now: clock.now });
  const [channel, alerts] = [discord.addChannel('desk'), discord.addChannel('alerts')];
  const someone = (id: string, name: string, number: number): Someone => {
    telegram.addChat({ id: number, kind: 'private', title: name });
    return { id, name, telegram: { id: number, name }, discord: discord.addUser(name) };
  };
  const [ana, bob, eve] = [someone('p1', 'Ana', 11), someone('p2', 'Bob', 12), someone('p3', 'Eve', 13)];
  telegram.addChat({ id: GROUP, kind: 'group', title: 'Desk' });
  const [group, board]: [Place, Place] = [`telegram:${GROUP}`, `discord:${alerts}`];

  const [place] = places;
  if (place === undefined) throw new Error('there is no database');
  const ground = await place.make();
  const database = await ground.open();
  const log = keptLog();
  const answered: { line: string; who: Person; answer: Answer }[] = [];
  const logged: string[] = [];
  const finished: Record<Platform, number> = { telegram: 0, discord: 0 };
  const logger = (_concern: string, level: string, message: string, details?: Readonly<Record<string, unknown>>): void => {
    const error = details?.['error'];
    if (level === 'warn' || level === 'error')
      logged.push(`${level} ${message} ${error instanceof Error ? error.message : ''}`.trim());
  };

  const random = countedBytes();
  const codes = { pairing: createCodes({ clock: clock.now, random }), links: createCodes({ clock: clock.now, random }) };
  let chats: Chats | undefined;
  let stored: Log | undefined;
  const openAgain = (): Promise<MemoryDesk> =>
    playedDesk(hours, { symbols: BITCOIN, quick: hours === 0, authority, approval, log });
  let desk = await openAgain();
  await keepPast(database, ground, log);

  /** The chat, counting what it has heard and seen answered. */
  const counted = (chat: Chat): Chat => ({
    ...chat,
    start: (hear, isBack) =>
      chat.start(async (heard: HeardLine) => {
        await hear(heard);
        finished[chat.platform] += 1;
      }, isBack),
  });

  let alertsOn: Place = group;
  async function open(): Promise<void> {
    stored = await openLog(database, KEY, {
      headFile: headFileOf(ground.home, KEY),
      channels: platforms.map((platform) => (platform === 'telegram' ? alertsOn : board)),
      appended: (batch) => {
        if (batch.some(({ event }) => event.type === 'alert')) chats?.poke();
      },
    });
    log.keep(stored);
    const { trader } = desk;
    const router = createRouter({ commands: COMMANDS, desk: trader.desk, logger, mask: (text) => text, clock: clock.now });
    const record = trader.admit;
    const opened = {
      telegram: () =>
        openTelegram({
          token: telegram.token,
          apiRoot: telegram.apiRoot,
          commands: menuOf(COMMANDS),
          logger,
          speaksWith: (account) => memberOf(trader.desk.state().people, account) !== undefined,
          nameOf: (account) => memberOf(trader.desk.state().people, account)?.name,
          moves: groupMoves({ desk: trader.desk, places: [alertsOn], record, logger }),
          timing: { now: clock.now, after: clock.after, random: () => 0, rates: { all: FREE, private: FREE, group: FREE } },
        }),
      discord: () =>
        openDiscord({
          token: discord.token,
          apiRoot: discord.apiRoot,
          guild: discord.guild,
          commands: menuOf(COMMANDS),
          suggest: router.suggest,
          logger,
          timing: {
            now: clock.now,
            rate: Number.POSITIVE_INFINITY,
            wait: (ms, signal) =>
              new Promise((resolve) => {
                if (ms === PATIENCE) signal.addEventListener('abort', () => resolve());
                else setImmediate(resolve);
              }),
          },
        }),
    };
    chats = await openChats({
      links: platforms.map((platform) => ({
        chat: counted(opened[platform]()),
        place: platform === 'telegram' ? alertsOn : board,
      })),
      outbox: openOutbox(database, KEY),
      log: stored,
      desk: trader.desk,
      record,
      commands: COMMANDS,
      gate: createGate({
        state: () => trader.desk.state(),
        record,
        now: () => trader.desk.now(),
        clock: clock.now,
        codes,
        factors: trader.desk.oneTimeCodes,
      }),
      async answer(line, who, way) {
        const answer = await trader.command(() => router.answer(line, who, way));
        answered.push({ line, who, answer });
        return answer;
      },
      draw: () => Promise.resolve(PNG),
      logger,
      timing: {
        now: clock.now,
        pause: (length, stop) =>
          new Promise((resolve) => {
            const callOff = clock.after(length, resolve);
            stop.addEventListener('abort', () => {
              callOff();
              resolve();
            });
          }),
      },
    });
  }
  await open();

  const connected: Connected = {
    get desk() {
      return desk;
    },
    clock,
    telegram,
    discord,
    channel,
    alerts,
    group,
    board,
    ana,
    bob,
    eve,
    codes,
    answered,
    logged,
    chats() {
      if (chats === undefined) throw new Error('no chats are open');
      return chats;
    },
    done: (platform) => finished[platform],
    async asked(what) {
      const before = finished.discord;
      what();
      await when(
        () => finished.discord > before && !discord.channels().some(({ messages }) => messages.some((one) => one.thinking)),
      );
    },
    settled: () => when(telegram.idle),
    async restart(configured: Place = alertsOn) {
      alertsOn = configured;
      await chats?.deafen();
      await desk.stop();
      await chats?.stop();
      await stored?.close();
      desk = await openAgain();
      await open();
    },
    async close() {
      await chats?.stop();
      await stored?.close();
      await Promise.all([telegram.close(), discord.close()]);
      await database.close();
      await ground.clear();
    },
  };
  if (options.kept === undefined) onTestFinished(connected.close);
  return connected;
}

/** Puts somebody on the list with their accounts on both platforms. */
export async function list({ desk }: Connected, { id, name, telegram, discord }: Someone, role: Role | 'none'): Promise<void> {
  const at = desk.now();
  const accounts: readonly ChatAccount[] = [`telegram:${telegram.id}`, `discord:${discord}`];
  await desk.record({ type: 'person', at, person: id, name, role, who: 'terminal' });
  if (role === 'none') return;
  for (const account of accounts) await desk.record({ type: 'linked', at, person: id, account, on: true, who: 'terminal' });
}

/** What Discord's client sends for a typed line: each word in the option where it stands, all that is left in the last. */
export function slash({ discord, channel }: Connected, user: string, line: string): void {
  const [name = '', ...words] = line.trim().replace(/^\//, '').split(/\s+/);
  const options = discord.commands().find((command) => command.name === name)?.options ?? [];
  const last = options.length - 1;
  const given = options
    .slice(0, words.length)
    .map(({ name: option }, i) => [option, i === last ? words.slice(i).join(' ') : words[i]]);
  discord.slash(user, channel, name, Object.fromEntries(given));
}
