import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type GatewayServer, openGateway } from './discordGateway.ts';
import { type Answering, type Asking, answerRest } from './discordRest.ts';
import type { RegisteredCommand } from './discordRules.ts';
import {
  type Acknowledgement,
  addChannel,
  type Channel,
  channelPayload,
  guildPayload,
  idMaker,
  type KeptInteraction,
  messagePayload,
  NEEDED_BITS,
  readyEvents,
  type ShownFile,
  type ShownMessage,
  userPayload,
  type World,
} from './discordWorld.ts';

/** What goes out instead of the right answer; without a status the connection is cut. */
type Fault = { readonly status?: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

/** An interaction that was handed in; `answer` resolves when the bot first answers it. */
export type HandedIn = { readonly id: string; readonly answer: Promise<Acknowledgement> };

export type ChannelView = Omit<Channel, 'messages' | 'forbidden' | 'elsewhere' | 'overwrites'> & {
  readonly messages: readonly ShownMessage[];
};

/** Discord on the loopback interface: one guild and one bot, played by a test or by people on a page. */
export type DiscordServer = {
  readonly apiRoot: string;
  readonly token: string;
  readonly guild: string;
  readonly gateway: Pick<
    GatewayServer,
    'dispatch' | 'send' | 'repeat' | 'drop' | 'close' | 'reconnect' | 'invalidate' | 'refuse' | 'turnAway' | 'counts'
  >;
  /** What every channel now shows, in the order in which they were made. */
  channels(): readonly ChannelView[];
  commands(): readonly RegisteredCommand[];
  /** Calls back after every change; returns how to stop it. */
  onChange(listener: () => void): () => void;
  addUser(name: string): string;
  /** A text channel of the guild, unless told otherwise. */
  addChannel(name: string, otherwise?: { readonly kind?: 'voice'; readonly elsewhere?: string }): string;
  addThread(parent: string, name: string): string;
  addDirect(user: string): string;
  /** The roles that a member holds from now on. */
  hold(user: string, ...roles: readonly string[]): void;
  /** The user leaves the guild. */
  leave(user: string): void;
  /** The bot is taken out of the guild, or invited again. */
  kick(): void;
  invite(): void;
  /** The commands are the guild's, which Discord does not offer in direct messages: there it throws. */
  slash(user: string, channel: string, name: string, options?: Readonly<Record<string, string>>): HandedIn;
  /** Types into an option while the others are as given. */
  type(user: string, channel: string, name: string, focused: string, options: Readonly<Record<string, string>>): HandedIn;
  /** Taps the button with a custom id. */
  press(user: string, channel: string, message: string, customId: string): HandedIn;
  choose(user: string, channel: string, message: string, menu: string, value: string): HandedIn;
  /** Sends off the window that a tap on a message has opened. */
  submit(user: string, channel: string, message: string, customId: string, text: string): HandedIn;
  /** The code with which the bot is refused in a channel; undefined allows it again. */
  forbid(channel: string, code: number | undefined): void;
  /** What everybody in the guild may do, and what the bot's role adds to that. */
  allow(permissions: Partial<World['permissions']>): void;
  /** What a channel gives and takes: of everyone, of the bot's role, of the bot itself. */
  overwrite(
    channel: string,
    whose: 'everyone' | 'role' | 'bot',
    change: { readonly allow?: bigint; readonly deny?: bigint },
  ): void;
  /** What the developer portal has. */
  setUp(settings: Partial<World['settings']>): void;
  /** The next `times` requests whose `METHOD /path` matches. */
  fail(what: RegExp, fault: Fault, times?: number): void;
  /** Every request so far, `METHOD /path`, with its answer's status. */
  requests(): readonly { readonly what: string; readonly status: number; readonly body: unknown }[];
  close(): Promise<void>;
};

/** What Discord answers to requests that come too fast; seconds. */
export const tooFast = (seconds: number): Fault => ({
  status: 429,
  body: { message: 'You are being rate limited.', retry_after: seconds, global: false },
  headers: { 'retry-after': String(seconds), 'x-ratelimit-scope': 'user', 'x-ratelimit-reset-after': String(seconds) },
});

async function askingOf(request: IncomingMessage): Promise<Asking> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const raw = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const files: ShownFile[] = [];
  let json = raw.toString();
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(raw, { headers: { 'content-type': type } }).formData();
    json = '';
    for (const [name, value] of form)
      if (typeof value === 'string') json = name === 'payload_json' ? value : json;
      else files.push({ name: value.name, type: value.type, data: new Uint8Array(await value.arrayBuffer()) });
  }
  const body: unknown = json === '' ? undefined : JSON.parse(json);
  const path = decodeURIComponent((request.url ?? '/').replace(/^\/api\/v10/, '').replace(/\?.*$/, ''));
  return { method: request.method ?? 'GET', path, authorization: request.headers.authorization, body, files };
}

export async function openDiscordServer(options: { readonly now?: () => number } = {}): Promise<DiscordServer> {
  const now = options.now ?? Date.now;
  const id = idMaker(now);
  const listeners = new Set<() => void>();
  const faults: { readonly what: RegExp; readonly fault: Fault; times: number }[] = [];
  const requests: { readonly what: string; readonly status: number; readonly body: unknown }[] = [];
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const world: World = {
    token: 'MTA0.token.of-the-test',
    guild: id(),
    application: id(),
    now,
    users: new Map(),
    members: new Set(),
    held: new Map(),
    channels: new Map(),
    interactions: new Map(),
    commands: [],
    invited: true,
    permissions: { everyone: 0n, bot: NEEDED_BITS },
    role: id(),
    settings: { public: false, flags: 0 },
    id,
    changed,
  };

  const gateway = openGateway({
    token: world.token,
    ready: () => readyEvents(world),
    address: () => `ws://127.0.0.1:${port}`,
    onChange: changed,
  });

  function respond(response: ServerResponse, { status, body }: Answering, headers: Readonly<Record<string, string>> = {}): void {
    response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asking = await askingOf(request);
    const what = `${asking.method} ${asking.path}`;
    const planned = faults.find((one) => one.times > 0 && one.what.test(what));
    if (planned !== undefined) {
      planned.times -= 1;
      const { status, body, headers } = planned.fault;
      requests.push({ what, status: status ?? 0, body });
      if (status === undefined) response.destroy();
      else respond(response, { status, body: body ?? { code: 0, message: `${status}` } }, headers);
      changed();
      return;
    }
    const answer = answerRest(world, asking, `ws://127.0.0.1:${port}`);
    requests.push({ what, ...answer });
    respond(response, answer);
    changed();
  }

  const server = createServer((request, response) => void serve(request, response));
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  function handIn(type: number, user: string, channelId: string, data: unknown, messageId?: string): HandedIn {
    const channel = world.channels.get(channelId);
    if (channel === undefined) throw new Error(`there is no channel ${channelId}`);
    if (channel.kind === 'direct' && (type === 2 || type === 4))
      throw new Error('the commands of a guild are not offered in direct messages');
    const { promise: answer, resolve: answered } = Promise.withResolvers<Acknowledgement>();
    const kept: KeptInteraction = {
      id: id(),
      token: `token-${world.interactions.size}`,
      at: now(),
      user,
      channel: channelId,
      message: messageId,
      original: undefined,
      acknowledged: false,
      answered,
    };
    world.interactions.set(kept.token, kept);
    const message = messageId === undefined ? undefined : channel.messages.get(messageId);
    const person = userPayload(world, user);
    gateway.dispatch('INTERACTION_CREATE', {
      id: kept.id,
      application_id: world.application,
      type,
      token: kept.token,
      version: 1,
      channel_id: channelId,
      channel: channelPayload(channel),
      locale: 'en-GB',
      entitlements: [],
      authorizing_integration_owners: {},
      attachment_size_limit: 10 * 1024 * 1024,
      app_permissions: '0',
      data,
      ...(channel.kind === 'direct'
        ? { user: person }
        : { guild_id: world.guild, member: { user: person, roles: world.held.get(user) ?? [], permissions: '0', nick: null } }),
      ...(message === undefined ? {} : { message: messagePayload(world, channel, message) }),
    });
    return { id: kept.id, answer };
  }

  const optionsOf = (given: Readonly<Record<string, string>>, focused?: string) =>
    Object.entries(given).map(([name, value]) => ({ type: 3, name, value, ...(name === focused ? { focused: true } : {}) }));

  return {
    apiRoot: `http://127.0.0.1:${port}/api`,
    token: world.token,
    guild: world.guild,
    gateway,
    channels: () =>
      [...world.channels.values()].map(({ id, name, kind, parent, recipient, messages }) => ({
        id,
        name,
        kind,
        parent,
        recipient,
        messages: [...messages.values()],
      })),
    commands: () => world.commands,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    addUser(name) {
      const user = id();
      world.users.set(user, name);
      world.members.add(user);
      return user;
    },
    addChannel: (name, { kind, elsewhere } = {}) =>
      addChannel(world, { name, kind: kind ?? 'channel', elsewhere, parent: undefined, recipient: undefined }).id,
    addThread: (parent, name) => addChannel(world, { name, kind: 'thread', parent, recipient: undefined }).id,
    addDirect: (user) => addChannel(world, { name: '', kind: 'direct', parent: undefined, recipient: user }).id,
    hold(user, ...roles) {
      world.held.set(user, roles);
    },
    leave(user) {
      world.members.delete(user);
    },
    kick() {
      world.invited = false;
      gateway.dispatch('GUILD_DELETE', { id: world.guild });
    },
    invite() {
      world.invited = true;
      gateway.dispatch('GUILD_CREATE', guildPayload(world));
    },
    slash: (user, channel, name, given = {}) => handIn(2, user, channel, { id: '1', name, type: 1, options: optionsOf(given) }),
    type: (user, channel, name, focused, given) =>
      handIn(4, user, channel, { id: '1', name, type: 1, options: optionsOf(given, focused) }),
    press: (user, channel, message, customId) => handIn(3, user, channel, { component_type: 2, custom_id: customId }, message),
    choose: (user, channel, message, menu, value) =>
      handIn(3, user, channel, { component_type: 3, custom_id: menu, values: [value] }, message),
    submit: (user, channel, message, customId, text) =>
      handIn(
        5,
        user,
        channel,
        {
          custom_id: customId,
          components: [{ type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'answer', value: text } }],
        },
        message,
      ),
    forbid(channel, code) {
      const found = world.channels.get(channel);
      if (found !== undefined) found.forbidden = code;
    },
    allow(permissions) {
      Object.assign(world.permissions, permissions);
    },
    overwrite(channel, whose, { allow = 0n, deny = 0n }) {
      const found = world.channels.get(channel);
      const id = { everyone: world.guild, role: world.role, bot: world.application }[whose];
      if (found !== undefined) found.overwrites = [...found.overwrites, { id, type: whose === 'bot' ? 1 : 0, allow, deny }];
    },
    setUp(settings) {
      Object.assign(world.settings, settings);
    },
    fail(what, fault, times = 1) {
      faults.push({ what, fault, times });
    },
    requests: () => requests,
    async close() {
      gateway.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
