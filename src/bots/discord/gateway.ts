import {
  type APIInteraction,
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  GatewayIntentBits,
  type GatewayReadyDispatchData,
  Status,
} from 'discord.js';
import type { Logger } from '../../core/facts/logger.ts';
import { messageOf } from '../../core/facts/messageOf.ts';
import type { Ms } from '../../core/time.ts';
import type { Chat } from '../chat.ts';
import { createDispatches } from './dispatches.ts';
import { notInGuild } from './guild.ts';
import { BAD_TOKEN, restOf } from './refusals.ts';
import { restOptions } from './rest.ts';
import { LastingConnection } from './sharding.ts';
import type { DiscordTiming } from './timing.ts';

/** Between two attempts to connect, doubled up to the most, ms. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/** How long the start of the desk waits for the connection, ms; it goes on without. */
const PATIENCE = 10_000;

/** Discord's gap between two identifies of one bot, ms. */
const IDENTIFY_GAP = 5_000;

/** Closings after which asking again changes nothing, by what to do. */
const FINAL: Readonly<Record<number, string>> = {
  4004: BAD_TOKEN,
  4010: 'Discord refuses the shard: only one program may run with this token',
  4011: 'the bot is in too many servers for one connection: use an application of its own for the desk',
  4012: 'Discord no longer speaks this version of its gateway: update Countersign',
  4013: 'Discord does not know the intents that were asked for: update Countersign',
  4014: 'Discord does not allow the intents that were asked for: the desk needs only the one for servers, so make a new application',
};

type Health = ReturnType<Chat['health']>;

export type Gateway = {
  /** Resolves once connected, or once the health says why not; goes on trying by itself. */
  start(): Promise<void>;
  health(): Health;
  stop(): Promise<void>;
};

/** The connection over which Discord tells what people do. Resuming and identifying again are discord.js's own work. */
export function createGateway(given: {
  readonly token: string;
  readonly apiRoot: string | undefined;
  readonly guild: string;
  readonly logger: Logger;
  readonly timing: DiscordTiming;
  readonly onInteraction: (interaction: APIInteraction) => Promise<void>;
  /** The bot is in the guild, with its application's id. */
  readonly onGuild: (application: string) => Promise<void>;
  /** Called whenever it is connected again. */
  readonly isBack: () => void;
}): Gateway {
  const { token, apiRoot, guild, logger, timing } = given;
  const stopped = new AbortController();
  const dispatches = createDispatches(logger);
  const settled = Promise.withResolvers<void>();
  let health: Health = { state: 'down', says: 'not connected yet' };
  let client: Client | undefined;
  let identifiedAt = Number.NEGATIVE_INFINITY;
  let final = false;

  function set(state: Health['state'], says: string): void {
    if (health.state !== state || health.says !== says)
      logger('bot', state === 'ok' ? 'info' : state === 'down' ? 'error' : 'warn', `Discord: ${says}`);
    const wasOk = health.state === 'ok';
    health = { state, says };
    if (state === 'ok' && !wasOk) given.isBack();
  }

  function end(says: string): void {
    final = true;
    set('down', says);
    settled.resolve();
  }

  async function waitForIdentify(_shard: number, signal: AbortSignal): Promise<void> {
    if (stopped.signal.aborted) {
      void client?.destroy();
      return new Promise(() => undefined);
    }
    const gap = identifiedAt + IDENTIFY_GAP - timing.now();
    if (gap > 0) await timing.wait(gap, signal);
    identifiedAt = timing.now();
  }

  async function entered(application: string): Promise<void> {
    set('ok', 'connected');
    await given.onGuild(application);
    settled.resolve();
  }

  const absent = (): void => {
    set('down', notInGuild(guild));
    settled.resolve();
  };

  function build(): Client {
    const made = new Client({
      intents: [GatewayIntentBits.Guilds],
      rest: restOptions(apiRoot, timing.rate),
      ws: {
        buildIdentifyThrottler: () => ({ waitForIdentify }),
        buildStrategy: (manager) => new LastingConnection(manager, stopped.signal, dispatches.unreadable),
      },
    });
    /** Events of a client that was given up no longer count. */
    const mine =
      <A extends readonly unknown[]>(work: (...args: A) => void) =>
      (...args: A): void => {
        if (client === made && !stopped.signal.aborted) work(...args);
      };
    const heard = mine((interaction: APIInteraction) => void given.onInteraction(interaction));
    made.ws.on(
      GatewayDispatchEvents.Ready,
      mine((data: GatewayReadyDispatchData) => {
        if (data.guilds.some(({ id }) => id === guild)) void entered(data.application.id);
        else absent();
      }),
    );
    made.on(Events.Raw, (packet: GatewayDispatchPayload) => {
      if (packet.t === GatewayDispatchEvents.InteractionCreate) heard(packet.d);
      dispatches.strip(packet);
    });
    made.on(
      Events.GuildCreate,
      mine(({ id }: { readonly id: string }) => {
        if (id === guild && made.application !== null) void entered(made.application.id);
      }),
    );
    made.on(
      Events.GuildDelete,
      mine(({ id }: { readonly id: string }) => {
        if (id === guild) absent();
      }),
    );
    made.on(
      Events.ShardResume,
      mine(() => set('ok', 'connected')),
    );
    made.on(Events.ShardResume, () => {
      if (stopped.signal.aborted) void made.destroy();
    });
    made.on(
      Events.ShardReconnecting,
      mine(() => {
        if (!final) set('degraded', 'the connection is lost and being made again');
      }),
    );
    made.on(
      Events.ShardDisconnect,
      mine(({ code }: { readonly code: number }) => end(FINAL[code] ?? `Discord closed the connection for good (${code})`)),
    );
    made.on(
      Events.ShardError,
      mine((error: Error) => {
        if (!final) set('down', `not reached (${error.message}); trying again`);
      }),
    );
    made.on(Events.Error, (error) => logger('bot', 'warn', 'discord.js reports an error', { error }));
    return made;
  }

  /** How long to wait before the next attempt; undefined when connected or when there is no use in one. */
  async function attempt(pause: Ms): Promise<Ms | undefined> {
    const made = build();
    client = made;
    try {
      await made.login(token);
      return undefined;
    } catch (error) {
      if (final || stopped.signal.aborted) return undefined;
      if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
        end(BAD_TOKEN);
        return undefined;
      }
      set('down', `not reached (${messageOf(error)}); trying again`);
      settled.resolve();
      return Math.max(pause, restOf(error) ?? 0);
    }
  }

  async function connect(): Promise<void> {
    let pause: Ms = FIRST_PAUSE;
    for (;;) {
      const wait = await attempt(pause);
      if (wait === undefined) return;
      await timing.wait(wait, stopped.signal);
      if (stopped.signal.aborted) return;
      pause = Math.min(LONGEST_PAUSE, pause * 2);
    }
  }

  return {
    async start() {
      void connect();
      const patience = new AbortController();
      await Promise.race([settled.promise, timing.wait(PATIENCE, patience.signal)]);
      patience.abort();
    },
    health() {
      const more = dispatches.says();
      return health.state === 'ok' && more !== undefined ? { ...health, says: `${health.says}; ${more}` } : health;
    },
    async stop() {
      stopped.abort();
      settled.resolve();
      // A connection that is just being opened must not be dropped: its failure would have no listener and end the process.
      if (client?.ws.shards.some(({ status }) => status !== Status.Connecting) === true) await client.destroy();
      // An end that was asked for is no trouble to tell of.
      health = { state: 'down', says: 'stopped' };
    },
  };
}
