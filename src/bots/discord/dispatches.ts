import { GatewayDispatchEvents } from 'discord.js';
import { z } from 'zod';
import type { Logger } from '../../core/facts/logger.ts';
import { messageOf } from '../../core/facts/messageOf.ts';
import { counted } from '../../core/reply/format.ts';
import { recentMap } from '../recent.ts';

const guild = z.object({ id: z.string().regex(/^\d+$/), unavailable: z.boolean().optional() });
const named = z.object({ id: z.string().regex(/^\d+$/) });

/** All that discord.js has to know to keep the connection, in the least of it. */
const NEEDED: ReadonlyMap<unknown, z.ZodType> = new Map<unknown, z.ZodType>([
  [GatewayDispatchEvents.Ready, z.object({ session_id: z.string(), user: named, application: named, guilds: z.array(guild) })],
  [GatewayDispatchEvents.Resumed, z.unknown()],
  [GatewayDispatchEvents.GuildCreate, guild],
  [GatewayDispatchEvents.GuildDelete, guild],
]);

/** Kinds of event that are remembered as told of. */
const KINDS = 200;

/** What the gateway sends besides what the desk reads: counted, told once a kind, and kept from discord.js. */
export type Dispatches = {
  /**
   * Takes away from a packet whatever discord.js need not see. It would build objects of it that nobody here wants, and one that it
   * cannot build ends the process.
   */
  strip(packet: { readonly t: unknown; readonly d: unknown }): void;
  /** A message of the gateway that discord.js could not read. */
  unreadable(error: unknown): void;
  /** What came so far, in words for the health; undefined where nothing did. */
  says(): string | undefined;
};

export function createDispatches(logger: Logger): Dispatches {
  const told = recentMap<true>(KINDS);
  let unused = 0;
  let broken = 0;

  function tellOnce(kind: string, level: 'info' | 'warn', message: string): void {
    if (told.get(kind) === true) return;
    told.set(kind, true);
    logger('bot', level, `Discord: ${message}`);
  }

  return {
    strip(packet) {
      const { t, d } = packet;
      const kind = String(t).slice(0, 50);
      const read = NEEDED.get(t)?.safeParse(d);
      if (read?.success === true) {
        Object.assign(packet, { d: read.data });
        return;
      }
      Object.assign(packet, { t: 'TAKEN', d: null });
      if (t === GatewayDispatchEvents.InteractionCreate) return;
      if (read === undefined) {
        unused += 1;
        tellOnce(kind, 'info', `events of the kind ${kind} come and are not read`);
      } else {
        broken += 1;
        tellOnce(`broken ${kind}`, 'warn', `an event of the kind ${kind} is not what it should be and was left out`);
      }
    },
    unreadable(error) {
      broken += 1;
      const says = messageOf(error);
      tellOnce(`unreadable ${says}`, 'warn', `a message of the gateway could not be read and was left out (${says})`);
    },
    says() {
      const parts = [
        ...(unused === 0 ? [] : [`${counted(unused, 'event')} not read`]),
        ...(broken === 0 ? [] : [`${counted(broken, 'broken event')} left out`]),
      ];
      return parts.length === 0 ? undefined : parts.join(', ');
    },
  };
}
