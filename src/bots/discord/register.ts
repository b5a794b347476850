import { type REST, Routes } from 'discord.js';
import type { Logger } from '../../core/facts/logger.ts';
import type { ChatError } from '../chat.ts';
import { chatErrorOf } from './refusals.ts';
import { type SlashCommand, slashCommands } from './slash.ts';
import type { DiscordTiming } from './timing.ts';

/** How long after a failure the next attempt is made at the soonest, ms. */
const AGAIN = 30_000;

/** What to tell of commands that Discord does not take or show. */
export const unregistered = ({ kind, message }: ChatError): string =>
  `the commands are not registered: ${kind === 'unreachable' ? 'invite the bot again with the scopes bot and applications.commands' : message}`;

export type Registry = {
  /** Puts the commands into the guild's list; resolves after the first attempt and goes on trying. */
  register(application: string): Promise<void>;
  /** What is wrong with the list; undefined when it stands. */
  problem(): string | undefined;
};

/** The commands of a guild: they show at once, and what the desk no longer knows goes away. */
export function createRegistry(given: {
  readonly rest: REST;
  readonly guild: string;
  readonly commands: readonly SlashCommand[];
  readonly logger: Logger;
  readonly timing: DiscordTiming;
  readonly signal: AbortSignal;
}): Registry {
  const { rest, guild, commands, logger, timing, signal } = given;
  let problem: string | undefined = 'the commands are not registered yet';
  let round = 0;

  async function attempt(application: string): Promise<number | undefined> {
    try {
      await rest.put(Routes.applicationGuildCommands(application, guild), { body: slashCommands(commands) });
      problem = undefined;
      return undefined;
    } catch (error) {
      const failure = chatErrorOf(error);
      problem = unregistered(failure);
      logger('bot', 'error', `Discord: ${problem}`, { error });
      return failure.kind === 'retry' ? Math.max(failure.after, AGAIN) : undefined;
    }
  }

  async function goOn(application: string, after: number, mine: number): Promise<void> {
    let wait: number | undefined = after;
    while (wait !== undefined) {
      await timing.wait(wait, signal);
      if (signal.aborted || round !== mine) return;
      wait = await attempt(application);
    }
  }

  return {
    async register(application) {
      round += 1;
      const wait = await attempt(application);
      if (wait !== undefined) void goOn(application, wait, round);
    },
    problem: () => problem,
  };
}
