import type { z } from 'zod';
import { callbackRule, commandsRule, hasItsImages, messageRule } from './discordRules.ts';
import {
  addChannel,
  askedChannelPayload,
  askedGuildPayload,
  botPayload,
  type Channel,
  channelPayload,
  type KeptInteraction,
  messagePayload,
  type ShownFile,
  type ShownMessage,
  userPayload,
  type World,
} from './discordWorld.ts';

/** A request as it arrived. */
export type Asking = {
  readonly method: string;
  /** Below the version, such as `/channels/1/messages`. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
  readonly files: readonly ShownFile[];
};

export type Answering = { readonly status: number; readonly body: unknown };

/** Discord says no. */
class Refusal extends Error {
  readonly answer: Answering;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.answer = { status, body: { code, message } };
  }
}

const EPHEMERAL = 1 << 6;
const ACKNOWLEDGE = 3_000;
const TOKEN_LIFE = 15 * 60_000;
const LARGEST_FILE = 10 * 1024 * 1024;

function read<T>(rule: z.ZodType<T>, body: unknown): T {
  const parsed = rule.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(400, 50_035, `Invalid Form Body: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

const unknownMessage = (): Refusal => new Refusal(404, 10_008, 'Unknown Message');

/** Answers requests as version 10 of Discord's API does, with its codes. */
export function answerRest(world: World, asking: Asking, gateway: string): Answering {
  const { method, path, body, files } = asking;

  function channelOf(id: string): Channel {
    const channel = world.channels.get(id);
    if (channel === undefined) throw new Refusal(404, 10_003, 'Unknown Channel');
    if (channel.forbidden !== undefined) throw new Refusal(403, channel.forbidden, 'Forbidden here');
    if (channel.kind !== 'direct' && !world.invited) throw new Refusal(403, 50_001, 'Missing Access');
    return channel;
  }

  /** A message that is made or, with `old`, drawn anew: what is left out stays. */
  function write(channel: Channel, by: { readonly old?: ShownMessage; readonly onlyFor?: string | undefined }): Answering {
    const given = read(messageRule, body);
    if (files.some(({ data }) => data.length > LARGEST_FILE)) throw new Refusal(413, 40_005, 'Request entity too large');
    if (files.length !== (given.attachments ?? []).length) throw new Refusal(400, 50_035, 'attachments and files differ');
    const whole = { ...by.old?.body, ...given };
    if ((whole.content ?? '').trim() === '' && (whole.embeds ?? []).length === 0 && files.length === 0)
      throw new Refusal(400, 50_006, 'Cannot send an empty message');
    const shown = given.attachments === undefined ? (by.old?.files ?? []) : files;
    if (!hasItsImages(whole, shown)) throw new Refusal(400, 50_035, 'an image that is not attached');
    const message: ShownMessage = {
      id: by.old?.id ?? world.id(),
      body: whole,
      files: shown,
      onlyFor: by.old === undefined ? by.onlyFor : by.old.onlyFor,
      thinking: false,
      edits: by.old === undefined || by.old.thinking ? 0 : by.old.edits + 1,
    };
    channel.messages.set(message.id, message);
    world.changed();
    return { status: 200, body: messagePayload(world, channel, message) };
  }

  function messageIn(channel: Channel, id: string): ShownMessage {
    const message = channel.messages.get(id);
    if (message === undefined) throw unknownMessage();
    return message;
  }

  /** Drops a message or draws it anew. */
  function change(channel: Channel, id: string): Answering {
    const old = messageIn(channel, id);
    if (method === 'PATCH') return write(channel, { old });
    channel.messages.delete(id);
    world.changed();
    return { status: 204, body: undefined };
  }

  function callback(id: string, token: string): Answering {
    const interaction = world.interactions.get(token);
    if (interaction === undefined || interaction.id !== id || world.now() - interaction.at > ACKNOWLEDGE)
      throw new Refusal(404, 10_062, 'Unknown interaction');
    if (interaction.acknowledged) throw new Refusal(400, 40_060, 'Interaction has already been acknowledged.');
    const given = read(callbackRule, body);
    interaction.acknowledged = true;
    if (given.type === 5) {
      const ephemeral = ((given.data?.flags ?? 0) & EPHEMERAL) !== 0;
      const message: ShownMessage = {
        id: world.id(),
        body: {},
        files: [],
        onlyFor: ephemeral ? interaction.user : undefined,
        thinking: true,
        edits: 0,
      };
      world.channels.get(interaction.channel)?.messages.set(message.id, message);
      interaction.original = message.id;
      interaction.answered({ kind: 'deferred', ephemeral });
    } else if (given.type === 6) {
      interaction.original = interaction.message;
      interaction.answered({ kind: 'updating' });
    } else if (given.type === 8) interaction.answered({ kind: 'choices', choices: given.data.choices });
    else interaction.answered({ kind: 'modal', modal: given.data });
    world.changed();
    return { status: 204, body: undefined };
  }

  /** Through the token of an interaction no permission is asked for. */
  function webhook(application: string, token: string): { readonly interaction: KeptInteraction; readonly channel: Channel } {
    const interaction = world.interactions.get(token);
    const channel = interaction === undefined ? undefined : world.channels.get(interaction.channel);
    if (interaction === undefined || channel === undefined || application !== world.application || !interaction.acknowledged)
      throw new Refusal(404, 10_015, 'Unknown Webhook');
    if (world.now() - interaction.at > TOKEN_LIFE) throw new Refusal(401, 50_027, 'Invalid Webhook Token');
    return { interaction, channel };
  }

  function followUp(application: string, token: string): Answering {
    const { interaction, channel } = webhook(application, token);
    const ephemeral = (read(messageRule, body).flags ?? 0) & EPHEMERAL;
    return write(channel, { onlyFor: ephemeral === 0 ? undefined : interaction.user });
  }

  function byToken(application: string, token: string, id: string): Answering {
    const { interaction, channel } = webhook(application, token);
    const message = id === '@original' ? interaction.original : id;
    if (message === undefined) throw unknownMessage();
    return change(channel, message);
  }

  function direct(): Answering {
    const user = typeof body === 'object' && body !== null && 'recipient_id' in body ? String(body.recipient_id) : '';
    if (!world.users.has(user)) throw new Refusal(400, 50_033, 'Invalid Recipient(s)');
    const known = [...world.channels.values()].find(({ recipient }) => recipient === user);
    const channel = known ?? addChannel(world, { name: '', kind: 'direct', parent: undefined, recipient: user });
    return { status: 200, body: channelPayload(channel) };
  }

  function named(): string {
    const name = typeof body === 'object' && body !== null && 'name' in body ? String(body.name) : '';
    if (name.length < 1 || name.length > 100) throw new Refusal(400, 50_035, 'Invalid Form Body: name');
    return name;
  }

  function openThread(parent: string): Answering {
    const { id } = channelOf(parent);
    const thread = addChannel(world, { name: named(), kind: 'thread', parent: id, recipient: undefined });
    return { status: 201, body: channelPayload(thread) };
  }

  /** The thread of a message has its id, and there is one. */
  function openThreadUnder(parent: string, message: string): Answering {
    const channel = channelOf(parent);
    if (channel.kind !== 'channel') throw new Refusal(400, 50_024, 'Cannot execute action on this channel type');
    messageIn(channel, message);
    if (world.channels.has(message)) throw new Refusal(400, 160_004, 'A thread has already been created for this message');
    const thread = addChannel(world, { id: message, name: named(), kind: 'thread', parent: channel.id, recipient: undefined });
    return { status: 201, body: channelPayload(thread) };
  }

  function rename(id: string): Answering {
    const channel = channelOf(id);
    channel.name = named();
    world.changed();
    return { status: 200, body: channelPayload(channel) };
  }

  function member(guild: string, user: string): Answering {
    if (guild !== world.guild || !world.invited) throw new Refusal(404, 10_004, 'Unknown Guild');
    if (user === world.application) return { status: 200, body: { user: botPayload(world), roles: [world.role] } };
    if (!world.users.has(user)) throw new Refusal(404, 10_013, 'Unknown User');
    if (!world.members.has(user)) throw new Refusal(404, 10_007, 'Unknown Member');
    return { status: 200, body: { user: userPayload(world, user), roles: world.held.get(user) ?? [] } };
  }

  function guildOf(guild: string): Answering {
    if (guild !== world.guild || !world.invited) throw new Refusal(404, 10_004, 'Unknown Guild');
    return { status: 200, body: askedGuildPayload(world) };
  }

  const applied = (): Answering => ({
    status: 200,
    body: { id: world.application, name: 'Countersign', bot_public: world.settings.public, flags: world.settings.flags },
  });

  function registered(application: string, guild: string): Answering {
    if (application !== world.application || guild !== world.guild || !world.invited)
      throw new Refusal(403, 50_001, 'Missing Access');
    return { status: 200, body: world.commands };
  }

  function register(application: string, guild: string): Answering {
    registered(application, guild);
    world.commands = read(commandsRule, body);
    world.changed();
    return { status: 200, body: world.commands };
  }

  const routes: readonly (readonly [string, RegExp, (...ids: string[]) => Answering])[] = [
    ['POST', /^\/channels\/(\d+)\/messages$/, (id = '') => write(channelOf(id), {})],
    ['PATCH|DELETE', /^\/channels\/(\d+)\/messages\/(\d+)$/, (id = '', message = '') => change(channelOf(id), message)],
    ['POST', /^\/channels\/(\d+)\/threads$/, (id = '') => openThread(id)],
    ['POST', /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/, (id = '', message = '') => openThreadUnder(id, message)],
    ['PATCH', /^\/channels\/(\d+)$/, (id = '') => rename(id)],
    ['GET', /^\/channels\/(\d+)$/, (id = '') => ({ status: 200, body: askedChannelPayload(world, channelOf(id)) })],
    ['GET', /^\/users\/@me$/, () => ({ status: 200, body: botPayload(world) })],
    ['GET', /^\/users\/@me\/guilds$/, () => ({ status: 200, body: world.invited ? [askedGuildPayload(world)] : [] })],
    ['GET', /^\/applications\/@me$/, applied],
    ['GET', /^\/guilds\/(\d+)$/, (guild = '') => guildOf(guild)],
    ['GET', /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/, (id = '', guild = '') => registered(id, guild)],
    ['POST', /^\/users\/@me\/channels$/, direct],
    ['GET', /^\/guilds\/(\d+)\/members\/(\d+)$/, (guild = '', user = '') => member(guild, user)],
    ['PUT', /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/, (id = '', guild = '') => register(id, guild)],
  ];
  const open: typeof routes = [
    ['POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/, (id = '', token = '') => callback(id, token)],
    ['POST', /^\/webhooks\/(\d+)\/([^/]+)$/, (id = '', token = '') => followUp(id, token)],
    [
      'PATCH|DELETE',
      /^\/webhooks\/(\d+)\/([^/]+)\/messages\/([^/]+)$/,
      (id = '', token = '', message = '') => byToken(id, token, message),
    ],
  ];
  const tryAll = (all: typeof routes): Answering | undefined => {
    for (const [methods, pattern, work] of all) {
      const match = methods.split('|').includes(method) ? pattern.exec(path) : null;
      if (match !== null) return work(...match.slice(1));
    }
    return undefined;
  };
  try {
    const unsigned = tryAll(open);
    if (unsigned !== undefined) return unsigned;
    if (asking.authorization !== `Bot ${world.token}`) return { status: 401, body: { code: 0, message: '401: Unauthorized' } };
    if (path === '/gateway/bot')
      return {
        status: 200,
        body: {
          url: gateway,
          shards: 1,
          session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
        },
      };
    return tryAll(routes) ?? { status: 404, body: { code: 0, message: '404: Not Found' } };
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}
