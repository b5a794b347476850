import type { ChatAccount, Place } from '../bots/chat.ts';
import { NO_GUILD } from '../bots/discord/guild.ts';
import type { Router } from '../bots/router.ts';
import type { KeptMoves } from '../bots/telegram/send.ts';
import type { Config } from '../config/config.ts';
import { telegramChat } from '../config/telegramChat.ts';
import type { Command } from '../core/desk/command.ts';
import type { Component, Logger } from '../core/facts/logger.ts';
import type { ChatLink } from '../delivery/chats.ts';

/** Lines that are no commands of the desk but of its chats: the menus name them too. */
const LINES = [
  { name: 'code', about: 'answers with your one-time code' },
  { name: 'pair', about: 'makes you the first admin, with the code from the terminal' },
] as const;

/** What the menus of the platforms offer. `/code` takes its digits as one text. */
export const menuOf = (commands: readonly Command[]) => [
  ...commands.map((command) => ({ ...command, privateOnly: command.privately || command.confidential })),
  ...LINES.map((line) => ({
    ...line,
    outline: [{ name: 'code', expected: 'your one-time code', optional: false, rest: true, words: undefined }],
  })),
];

const telegramPlace = (telegram: Config['telegram']): Place | undefined => {
  const chat = telegramChat(telegram);
  return chat === undefined ? undefined : `telegram:${chat}`;
};

const discordPlace = ({ channelId }: Config['discord']): Place | undefined =>
  channelId === undefined ? undefined : `discord:${channelId}`;

/** The places that alerts go to, as the outbox names them. */
export const alertPlaces = ({ telegram, discord }: Pick<Config, 'telegram' | 'discord'>): readonly Place[] =>
  [
    telegram.token === undefined ? undefined : telegramPlace(telegram),
    discord.token === undefined || discord.guildId === undefined ? undefined : discordPlace(discord),
  ].filter((place) => place !== undefined);

/** The terminal among the channels that alerts are stored for; what it prints is marked. */
export const TERMINAL_CHANNEL = 'terminal';

/** Every channel that alerts are stored for. */
export const alertChannels = (config: Parameters<typeof alertPlaces>[0]): readonly string[] => [
  TERMINAL_CHANNEL,
  ...alertPlaces(config),
];

/** Platforms that somebody meant to have and that stay off, and what they lack. */
export const platformsOff = ({ discord }: Pick<Config, 'discord'>): readonly Component[] =>
  discord.token === undefined || discord.guildId !== undefined
    ? []
    : [{ name: 'discord', state: 'down', says: `off: ${NO_GUILD}; set it and start again` }];

/** The platforms that have a token, not yet listening. What a platform needs is loaded only where it is on. */
export async function openLinks(
  { telegram, discord }: Pick<Config, 'telegram' | 'discord'>,
  given: {
    readonly commands: readonly Command[];
    readonly suggest: Router['suggest'];
    /** The name of somebody on the list; undefined for whom the desk does not speak with. */
    readonly nameOf: (account: ChatAccount) => string | undefined;
    readonly moves: KeptMoves;
    readonly logger: Logger;
  },
): Promise<readonly ChatLink[]> {
  const { commands, suggest, nameOf, moves, logger } = given;
  const links: ChatLink[] = [];
  if (telegram.token !== undefined) {
    const { openTelegram } = await import('../bots/telegram/chat.ts');
    const { token, apiRoot } = telegram;
    const speaksWith = (account: ChatAccount): boolean => nameOf(account) !== undefined;
    const chat = openTelegram({ token, apiRoot, commands: menuOf(commands), logger, speaksWith, nameOf, moves });
    links.push({ chat, place: telegramPlace(telegram) });
  }
  if (discord.token !== undefined && discord.guildId !== undefined) {
    const { openDiscord } = await import('../bots/discord/chat.ts');
    const { token, apiRoot, guildId: guild } = discord;
    const chat = openDiscord({
      token,
      apiRoot,
      guild,
      commands: menuOf(commands),
      suggest,
      logger,
    });
    links.push({ chat, place: discordPlace(discord) });
  }
  return links;
}
