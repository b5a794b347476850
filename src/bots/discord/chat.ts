import type { Logger } from '../../core/facts/logger.ts';
import type { Chat } from '../chat.ts';
import type { Router } from '../router.ts';
import { createMemory } from './asked.ts';
import { createDirects } from './directs.ts';
import { createGateway } from './gateway.ts';
import { createListener } from './interactions.ts';
import { createRegistry } from './register.ts';
import { openRest } from './rest.ts';
import { createSender } from './send.ts';
import type { SlashCommand } from './slash.ts';
import { type DiscordTiming, wallClock } from './timing.ts';

export type DiscordOptions = {
  readonly token: string;
  /** Where the API is instead of at Discord, `http://127.0.0.1:4000/api`. */
  readonly apiRoot?: string | undefined;
  /** The only server whose people are heard. */
  readonly guild: string;
  readonly commands: readonly SlashCommand[];
  /** Whole lines that the line being typed can become, for whoever types it. */
  readonly suggest: Router['suggest'];
  readonly logger: Logger;
  readonly timing?: DiscordTiming;
};

/**
 * The desk on Discord: slash commands of one guild, buttons, menus and windows come in; embeds go out. Only the guilds intent is
 * asked for: what people write without a slash is not even received. Loading this file loads discord.js, which takes a while.
 */
export function openDiscord(options: DiscordOptions): Chat {
  const { token, apiRoot, guild, commands, suggest, logger, timing = wallClock } = options;
  const rest = openRest(token, apiRoot, timing.rate);
  const memory = createMemory(timing.now);
  const directs = createDirects(rest);
  const sender = createSender({ rest, memory, directs, logger });
  const stopped = new AbortController();
  const registry = createRegistry({ rest, guild, commands, logger, timing, signal: stopped.signal });
  let listen: ReturnType<typeof createListener> | undefined;
  let isBack = (): void => {};
  const gateway = createGateway({
    token,
    apiRoot,
    guild,
    logger,
    timing,
    onInteraction: (interaction) => listen?.(interaction) ?? Promise.resolve(),
    onGuild: registry.register,
    isBack: () => isBack(),
  });
  return {
    platform: 'discord',
    async start(hear, back = () => {}) {
      isBack = back;
      listen = createListener({ rest, guild, commands, suggest, memory, directs, sender, logger, hear });
      await gateway.start();
    },
    send: sender.send,
    edit: sender.edit,
    strip: sender.strip,
    remove: sender.remove,
    thread: sender.thread,
    health() {
      const connection = gateway.health();
      const problem = registry.problem();
      return connection.state === 'ok' && problem !== undefined ? { state: 'degraded', says: problem } : connection;
    },
    async stop() {
      stopped.abort();
      await gateway.stop();
    },
  };
}
