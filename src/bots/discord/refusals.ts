import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { messageOf } from '../../core/facts/messageOf.ts';
import { ChatError } from '../chat.ts';
import { lacking } from './lacking.ts';

export const BAD_TOKEN = 'DISCORD_TOKEN is not valid: copy it anew from the application’s page, under Bot';

/** What Discord's codes mean to whoever set the bot up, and what to do. */
const UNREACHABLE: Readonly<Record<number, string>> = {
  10003: 'There is no such channel any more: choose another with /setup or DISCORD_CHANNEL_ID',
  10004: 'The bot is not in that server: invite it again',
  10013: 'There is no such Discord user',
  50001: lacking(['View Channels']),
  50007: 'The person takes no direct messages from the server: ask them to allow them in its privacy settings',
  50013: lacking(['Send Messages', 'Embed Links', 'Attach Files', 'Send Messages in Threads']),
  50278: 'The person shares no server with the bot, so that it cannot write to them',
  160005: 'The thread is locked: unlock it, or choose another channel',
};

/** The message, or the interaction's token, is gone: an unknown interaction, webhook or message, and an expired token. */
const GONE = new Set<number | string>([10_062, 10_015, 10_008, 50_027]);

/** Another answer was quicker: another instance of the desk runs with the same token. */
export const isTaken = (error: unknown): boolean => error instanceof DiscordAPIError && error.code === 40_060;

export const isGone = (error: unknown): boolean => error instanceof DiscordAPIError && GONE.has(error.code);

export const isUnknownChannel = (error: unknown): boolean => error instanceof DiscordAPIError && error.code === 10_003;

/** What was sent is too large, whoever on the way says so. */
export const isTooLarge = (error: unknown): boolean => error instanceof HTTPError && error.status === 413;

/** There is a thread under that message already. */
export const hasThread = (error: unknown): boolean => error instanceof DiscordAPIError && error.code === 160_004;

/** Who is asked about is not in the guild, or the bot itself is not. */
export const isNoMember = (error: unknown): boolean =>
  error instanceof DiscordAPIError && (error.code === 10_007 || error.code === 10_013 || error.code === 10_004);

/** How long the platform wants to be left alone, ms; undefined for any other error. */
export const restOf = (error: unknown): number | undefined =>
  error instanceof RateLimitError ? Math.max(error.timeToReset, error.retryAfter, error.sublimitTimeout) : undefined;

/**
 * Whether a request or its answer was lost or spoilt on the way: then an error has a code or a cause, or says that the waiting was
 * broken off, or that an answer is no JSON. What has none of these was thrown before anything was sent.
 */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.cause !== undefined) return isOutage(error.cause);
  if (error instanceof SyntaxError || /^(Abort|Timeout)Error$/.test(error.name)) return true;
  return 'code' in error && !(error instanceof TypeError) && !(error instanceof RangeError);
}

/** What a failed request comes to, by what to do about it. */
export function chatErrorOf(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  const rest = restOf(error);
  if (rest !== undefined)
    return new ChatError('retry', `Discord wants to be left alone for ${Math.ceil(rest / 1000)} s`, {
      after: rest,
      cause: error,
    });
  if (error instanceof DiscordAPIError) {
    const words = UNREACHABLE[Number(error.code)];
    if (words !== undefined) return new ChatError('unreachable', words, { cause: error });
    if (error.status === 401) return new ChatError('unreachable', BAD_TOKEN, { cause: error });
    if (error.status === 403)
      return new ChatError('unreachable', `Discord does not allow it: ${error.message}`, { cause: error });
    return new ChatError('refused', `Discord refuses it: ${error.message}`, { cause: error });
  }
  if (error instanceof HTTPError) return new ChatError('retry', `Discord answers ${error.status}`, { cause: error });
  const says = messageOf(error);
  if (/Expected token to be set/.test(says)) return new ChatError('unreachable', BAD_TOKEN, { cause: error });
  if (isOutage(error)) return new ChatError('retry', `Discord was not reached: ${says}`, { cause: error });
  return new ChatError('refused', `It could not be made into a request to Discord: ${says}`, { cause: error });
}
