import { ApplicationFlags, ChannelType, DiscordAPIError, REST, Routes } from 'discord.js';
import { z } from 'zod';
import { type Ms, SECOND } from '../../core/time.ts';
import { ChatError, NO_PLACE } from '../chat.ts';
import { type Found, failed } from '../found.ts';
import { NO_GUILD, notInGuild } from './guild.ts';
import { lacking } from './lacking.ts';
import { memberShape, missingFrom, overwriteShape, permissionsIn, roleShape } from './permissions.ts';
import { chatErrorOf } from './refusals.ts';
import { unregistered } from './register.ts';
import { restOptions } from './rest.ts';
import { wallClock } from './timing.ts';

/** The longest wait for one answer. */
const PATIENCE: Ms = 10 * SECOND;

const named = z.object({ id: z.string(), name: z.string() });
const botShape = z.object({ id: z.string(), username: z.string() });
const applicationShape = z.object({ id: z.string(), bot_public: z.boolean(), flags: z.number().default(0) });
const guildShape = named.extend({ roles: z.array(roleShape) });
const channelShape = z.object({
  id: z.string(),
  type: z.number(),
  name: z.string().nullish(),
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
  permission_overwrites: z.array(overwriteShape).default([]),
});

const THREADS: readonly number[] = [ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread];
const TEXT: readonly number[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ...THREADS];

/** Gateway intents that somebody has to switch on, by the bits that do. */
const PRIVILEGED: Readonly<Record<string, number>> = {
  Presence: ApplicationFlags.GatewayPresence | ApplicationFlags.GatewayPresenceLimited,
  'Server Members': ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited,
  'Message Content': ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited,
};

type Ask = <T>(route: `/${string}`, shape: z.ZodType<T>) => Promise<T>;

const isAbsent = (error: unknown): boolean =>
  error instanceof DiscordAPIError && (error.code === 10_004 || error.code === 50_001);

/** The servers that the bot is in, to choose from. */
async function servers(ask: Ask): Promise<string> {
  const all = await ask(Routes.userGuilds(), z.array(named));
  return all.length === 0
    ? 'The bot is in no server yet: invite it, then set DISCORD_GUILD_ID'
    : `The bot is in ${all.map(({ id, name }) => `${name}: DISCORD_GUILD_ID=${id}`).join(', ')}`;
}

async function guildOf(ask: Ask, guild: string): Promise<z.infer<typeof guildShape> | undefined> {
  try {
    return await ask(Routes.guild(guild), guildShape);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

async function channelFound(
  ask: Ask,
  bot: string,
  guild: z.infer<typeof guildShape>,
  id: string | undefined,
): Promise<readonly Found[]> {
  if (id === undefined)
    return [
      failed(
        `${NO_PLACE}: DISCORD_CHANNEL_ID is not set`,
        'Switch Developer Mode on (User Settings, Advanced), right-click the channel, Copy Channel ID',
      ),
    ];
  const channel = await ask(Routes.channel(id), channelShape);
  const name = `#${channel.name ?? id}`;
  const another = 'Right-click a text channel of that server, Copy Channel ID: DISCORD_CHANNEL_ID';
  if (channel.guild_id !== guild.id) return [failed(`${name}, ${id}, is not in the server ${guild.name}`, another)];
  if (!TEXT.includes(channel.type)) return [failed(`${name}, ${id}, is no text channel`, another)];
  const inThread = THREADS.includes(channel.type);
  const parent = inThread && typeof channel.parent_id === 'string' ? channel.parent_id : undefined;
  const { permission_overwrites: overwrites } = parent === undefined ? channel : await ask(Routes.channel(parent), channelShape);
  const { roles } = await ask(Routes.guildMember(guild.id, bot), memberShape);
  const member = { id: bot, roles };
  const missing = missingFrom(permissionsIn({ guild: guild.id, roles: guild.roles, member, overwrites }), inThread);
  if (missing.length === 0)
    return [{ state: 'ok', says: `alerts go to ${name}, ${id}: the bot has every permission it needs there` }];
  return [
    failed(
      `${name}: ${lacking(missing)}`,
      'Server Settings, Roles, the bot’s role, Permissions; if they are on there, the channel takes them away: Edit Channel, Permissions',
    ),
  ];
}

async function commandsFound(ask: Ask, application: string, guild: string): Promise<Found> {
  try {
    const { length } = await ask(Routes.applicationGuildCommands(application, guild), z.array(z.unknown()));
    const says = length === 0 ? 'no commands yet: the desk registers them at its start' : `${length} commands are registered`;
    return { state: 'note', says };
  } catch (error) {
    return failed(unregistered(chatErrorOf(error)));
  }
}

function settingsFound({ bot_public: isPublic, flags }: z.infer<typeof applicationShape>): readonly Found[] {
  const on = Object.entries(PRIVILEGED).flatMap(([name, mask]) => ((flags & mask) === 0 ? [] : [name]));
  const intents: Found =
    on.length === 0
      ? { state: 'note', says: 'no privileged intents, and the desk needs none' }
      : {
          state: 'note',
          says: `the desk needs no privileged intents, and ${on.join(', ')} ${on.length === 1 ? 'is' : 'are'} on`,
          advice: 'Developer portal, Bot, Privileged Gateway Intents: switch them off',
        };
  const open: Found = {
    state: 'note',
    says: 'it is a public bot: anybody may add it to a server of theirs',
    advice: 'Developer portal: Installation, Install Link None; then Bot, Public Bot off',
  };
  return [intents, ...(isPublic ? [open] : [])];
}

async function findings(ask: Ask, guildId: string | undefined, channel: string | undefined): Promise<readonly Found[]> {
  const [bot, application] = [await ask(Routes.user('@me'), botShape), await ask(Routes.currentApplication(), applicationShape)];
  const who: Found = { state: 'ok', says: `${bot.username} answers` };
  const settings = settingsFound(application);
  const guild = guildId === undefined ? undefined : await guildOf(ask, guildId);
  if (guild === undefined)
    return [who, failed(guildId === undefined ? NO_GUILD : notInGuild(guildId), await servers(ask)), ...settings];
  const found = await channelFound(ask, bot.id, guild, channel).catch((error: unknown) => [failed(chatErrorOf(error).message)]);
  const commands = await commandsFound(ask, application.id, guild.id);
  return [{ ...who, says: `${who.says} in the server ${guild.name}` }, ...found, commands, ...settings];
}

/**
 * Looks at a bot from outside, by requests alone: a session at the gateway would disturb the desk that runs with the same token.
 * Never rejects. Loading this file loads discord.js, which takes a while.
 */
export async function probeDiscord(given: {
  readonly token: string;
  readonly apiRoot: string;
  readonly guild: string | undefined;
  /** Where alerts go. */
  readonly channel: string | undefined;
}): Promise<readonly Found[]> {
  const { token, apiRoot, guild, channel } = given;
  const rest = new REST({ ...restOptions(apiRoot, wallClock.rate), timeout: PATIENCE }).setToken(token);
  const ask: Ask = async (route, shape) => {
    const read = shape.safeParse(await rest.get(route));
    if (!read.success) throw new ChatError('refused', `Discord’s answer to ${route} could not be read: check DISCORD_API_ROOT`);
    return read.data;
  };
  try {
    return await findings(ask, guild, channel);
  } catch (error) {
    const { kind, message } = chatErrorOf(error);
    return [failed(message, kind === 'retry' ? 'Check the network, and DISCORD_API_ROOT where it is set' : undefined)];
  } finally {
    rest.clearHandlerSweeper();
    rest.clearHashSweeper();
  }
}
