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

export type Channel = {
  readonly id: string;
  name: string;
  readonly kind: 'channel' | 'thread' | 'direct';
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
  readonly channels: Map<string, Channel>;
  readonly interactions: Map<string, KeptInteraction>;
  commands: readonly RegisteredCommand[];
  /** Whether the bot is in the guild. */
  invited: boolean;
  id(): string;
  changed(): void;
};

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
  of: Pick<Channel, 'name' | 'kind' | 'parent' | 'recipient'> & { readonly id?: string },
): Channel {
  const channel: Channel = { id: world.id(), ...of, forbidden: undefined, messages: new Map() };
  world.channels.set(channel.id, channel);
  world.changed();
  return channel;
}

const CHANNEL_TYPES = { channel: 0, direct: 1, thread: 11 } as const;

export const channelPayload = ({ id, name, kind, parent }: Channel) => ({
  id,
  type: CHANNEL_TYPES[kind],
  ...(kind === 'direct' ? {} : { name }),
  ...(parent === undefined ? {} : { parent_id: parent }),
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

/** What a fresh session is told first. */
export function readyEvents(world: World): readonly { type: string; data: Readonly<Record<string, unknown>> }[] {
  const { guild, application } = world;
  const ready = {
    v: 10,
    user: { id: application, username: 'countersign', discriminator: '0', global_name: null, avatar: null, bot: true },
    guilds: world.invited ? [{ id: guild, unavailable: true }] : [],
    application: { id: application, flags: 0 },
  };
  return [{ type: 'READY', data: ready }, ...(world.invited ? [{ type: 'GUILD_CREATE', data: guildPayload(world) }] : [])];
}

export const guildPayload = ({ guild, channels }: World): Readonly<Record<string, unknown>> => ({
  id: guild,
  name: 'Traders',
  owner_id: guild,
  member_count: 2,
  premium_tier: 0,
  features: [],
  roles: [{ id: guild, name: '@everyone', permissions: '0', position: 0 }],
  emojis: [],
  stickers: [],
  members: [],
  presences: [],
  voice_states: [],
  stage_instances: [],
  guild_scheduled_events: [],
  threads: [],
  channels: [...channels.values()].filter(({ kind }) => kind === 'channel').map(channelPayload),
});
