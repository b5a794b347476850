import type { Choice, MessageBody, Modal, RegisteredCommand } from './discordRules.ts';

/** A file as it arrived. */
export type ShownFile = { readonly name: string; readonly type: string; readonly data: Uint8Array };

/** A message as the channel now shows it. */
export type ShownMessage = {
  readonly id: string;
  readonly body: MessageBody;
  readonly files: readonly ShownFile[];
  /** User id of the only one who sees it; undefined for everybody. */
  readonly onlyFor: string | undefined;
  /** It says that an answer is on its way. */
  readonly thinking: boolean;
  readonly edits: number;
};

/** What a channel gives or takes: 0 of a role, 1 of one member. */
export type Overwrite = { readonly id: string; readonly type: 0 | 1; readonly allow: bigint; readonly deny: bigint };

export type Channel = {
  readonly id: string;
  name: string;
  readonly kind: 'channel' | 'voice' | 'thread' | 'direct';
  /** The server it is in, where that is not the bot's. */
  readonly elsewhere: string | undefined;
  /** What it gives and takes. */
  overwrites: readonly Overwrite[];
  readonly parent: string | undefined;
  /** Whose direct messages they are. */
  readonly recipient: string | undefined;
  /** The code with which Discord refuses what the bot does here. */
  forbidden: number | undefined;
  readonly messages: Map<string, ShownMessage>;
};

/** How an interaction was first answered. */
export type Acknowledgement =
  | { readonly kind: 'deferred'; readonly ephemeral: boolean }
  | { readonly kind: 'updating' }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  | { readonly kind: 'modal'; readonly modal: Modal };

/** An interaction as Discord keeps it. */
export type KeptInteraction = {
  readonly id: string;
  readonly token: string;
  readonly at: number;
  readonly user: string;
  readonly channel: string;
  /** The message with the button. */
  readonly message: string | undefined;
  /** The message that `@original` is. */
  original: string | undefined;
  acknowledged: boolean;
  readonly answered: (acknowledgement: Acknowledgement) => void;
};

/** All that Discord knows of one guild and one bot. */
export type World = {
  readonly token: string;
  readonly guild: string;
  readonly application: string;
  readonly now: () => number;
  readonly users: Map<string, string>;
  /** Who is in the guild. */
  readonly members: Set<string>;
  /** The roles that members were given, by their id. */
  readonly held: Map<string, readonly string[]>;
  readonly channels: Map<string, Channel>;
  readonly interactions: Map<string, KeptInteraction>;
  commands: readonly RegisteredCommand[];
  /** Whether the bot is in the guild. */
  invited: boolean;
  /** What everybody in the guild may do, and what the bot's role adds. */
  permissions: { everyone: bigint; bot: bigint };
  /** The id of the bot's role. */
  readonly role: string;
  /** As the developer portal has it. */
  settings: { public: boolean; flags: number };
  id(): string;
  changed(): void;
};

/** View Channels, Send Messages, Embed Links, Attach Files, Read Message History; Create Public Threads, Send Messages in Threads. */
export const NEEDED_BITS = (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 35n) | (1n << 38n);

/** Discord's ids: the time since 2015 above 22 bits, of which the lowest count. */
export function idMaker(now: () => number): () => string {
  let last = 0n;
  return () => {
    const id = BigInt(Math.floor(now()) - 1_420_070_400_000) << 22n;
    last = id > last ? id : last + 1n;
    return String(last);
  };
}

export function addChannel(
  world: World,
  of: Pick<Channel, 'name' | 'kind' | 'parent' | 'recipient'> & { readonly id?: string; readonly elsewhere?: string | undefined },
): Channel {
  const channel: Channel = {
    id: world.id(),
    elsewhere: undefined,
    overwrites: [],
    ...of,
    forbidden: undefined,
    messages: new Map(),
  };
  world.channels.set(channel.id, channel);
  world.changed();
  return channel;
}

const CHANNEL_TYPES = { channel: 0, direct: 1, voice: 2, thread: 11 } as const;

export const channelPayload = ({ id, name, kind, parent }: Channel) => ({
  id,
  type: CHANNEL_TYPES[kind],
  ...(kind === 'direct' ? {} : { name }),
  ...(parent === undefined ? {} : { parent_id: parent }),
});

/** A channel as it is shown to who asks for it. */
export const askedChannelPayload = (world: World, channel: Channel) => ({
  ...channelPayload(channel),
  ...(channel.kind === 'direct' ? {} : { guild_id: channel.elsewhere ?? world.guild }),
  permission_overwrites: channel.overwrites.map(({ allow, deny, ...whose }) => ({
    ...whose,
    allow: String(allow),
    deny: String(deny),
  })),
});

export const userPayload = (world: World, id: string) => {
  const name = world.users.get(id) ?? 'nobody';
  return { id, username: name.toLowerCase(), global_name: name, discriminator: '0', avatar: null };
};

export const messagePayload = (world: World, channel: Channel, message: ShownMessage) => ({
  id: message.id,
  channel_id: channel.id,
  author: { ...userPayload(world, world.application), bot: true },
  content: message.body.content ?? '',
  embeds: message.body.embeds ?? [],
  components: message.body.components ?? [],
  attachments: [],
  flags: (message.body.flags ?? 0) | (message.onlyFor === undefined ? 0 : 64),
  timestamp: new Date(world.now()).toISOString(),
  type: 0,
});

export const botPayload = ({ application }: World) => ({
  id: application,
  username: 'countersign',
  discriminator: '0',
  global_name: null,
  avatar: null,
  bot: true,
});

/** What a fresh session is told first. */
export function readyEvents(world: World): readonly { type: string; data: Readonly<Record<string, unknown>> }[] {
  const { guild, application } = world;
  const ready = {
    v: 10,
    user: botPayload(world),
    guilds: world.invited ? [{ id: guild, unavailable: true }] : [],
    application: { id: application, flags: 0 },
  };
  return [{ type: 'READY', data: ready }, ...(world.invited ? [{ type: 'GUILD_CREATE', data: guildPayload(world) }] : [])];
}

const rolesPayload = ({ guild, role, permissions }: World) => [
  { id: guild, name: '@everyone', permissions: String(permissions.everyone), position: 0 },
  { id: role, name: 'Countersign', permissions: String(permissions.bot), position: 1 },
];

const GUILD_NAME = 'Traders';

/** The guild as it is shown to who asks for it. */
export const askedGuildPayload = (world: World) => ({ id: world.guild, name: GUILD_NAME, roles: rolesPayload(world) });

export const guildPayload = (world: World): Readonly<Record<string, unknown>> => ({
  id: world.guild,
  name: GUILD_NAME,
  owner_id: world.guild,
  member_count: 2,
  premium_tier: 0,
  features: [],
  roles: rolesPayload(world),
  emojis: [],
  stickers: [],
  members: [],
  presences: [],
  voice_states: [],
  stage_instances: [],
  guild_scheduled_events: [],
  threads: [],
  channels: [...world.channels.values()].filter(({ kind }) => kind === 'channel').map(channelPayload),
});
