import { GrammyError, HttpError } from 'grammy';
import { messageOf } from '../../core/facts/messageOf.ts';
import { SECOND } from '../../core/time.ts';
import { ChatError } from '../chat.ts';

/** The bot was in the chat, or never was. */
const NOT_THERE = 'the bot is not in that chat any more: add it again';
const MAY_NOT_WRITE = 'the bot may not write there: allow it to send messages, or make it an administrator';

/** Answers of the Bot API that mean a place cannot be reached, and what somebody has to do about it. */
const UNREACHABLE: readonly (readonly [RegExp, string])[] = [
  [/blocked by the user|USER_IS_BLOCKED/i, 'the person has blocked the bot: unblock it in Telegram and press Start'],
  [/user is deactivated/i, 'that Telegram account is deleted: take it off the list'],
  [/can't initiate conversation/i, 'a bot cannot write first: open a private chat with it and press Start'],
  [/kicked|not a member|chat was deleted|group chat was deactivated/i, NOT_THERE],
  [
    /chat not found|PEER_ID_INVALID|user not found/i,
    'there is no such chat for the bot: check the id, and add the bot or press Start',
  ],
  [/thread not found|TOPIC_DELETED|TOPIC_CLOSED/i, 'that topic is closed or gone: open it again or choose another place'],
  [
    /not enough rights|have no (rights|write access)|need administrator rights|CHAT_WRITE_FORBIDDEN|CHAT_ADMIN_REQUIRED/i,
    MAY_NOT_WRITE,
  ],
];

const said = (error: unknown): string => (error instanceof GrammyError ? error.description : '');

export const isUnparsed = (error: unknown): boolean => /can't parse entities/i.test(said(error));
/** The message shows this already, or is not there any more. */
export const isSettled = (error: unknown): boolean =>
  /message is not modified|message to edit not found|MESSAGE_ID_INVALID|message to delete not found/i.test(said(error));
/** It is a picture with a caption, which is edited by another method. */
export const isCaptioned = (error: unknown): boolean => /there is no text in the message/i.test(said(error));
/** An answer that is no JSON comes from before the Bot API: what is too large is refused there. */
const isUnread = (error: unknown): boolean => error instanceof HttpError && error.error instanceof SyntaxError;
/**
 * Whether the words may get through without the picture: nobody can name all the reasons for which one is refused, and words that
 * are no good either are refused once more.
 */
export const mayGoWithoutPicture = (error: unknown): boolean =>
  /to send photos|to send media/i.test(said(error)) ||
  isUnread(error) ||
  chatError(error, 'sending a picture').kind === 'refused';
/** Where a group went when it became a supergroup. */
export const movedTo = (error: unknown): number | undefined =>
  error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;

/** What to tell of such a move. */
export const movedWords = (from: number | string, to: number): string =>
  `the Telegram group ${from} became the supergroup ${to}: put the new id into the settings`;

const impossible = (doing: string, why: string): string => `${doing} is not possible: ${why}`;

/** Why a chat cannot be written to, as its list of members tells it, in the words of a message that failed. */
export const barredWords = (doing: string, barrier: 'absent' | 'mute'): string =>
  impossible(doing, barrier === 'absent' ? NOT_THERE : MAY_NOT_WRITE);

/** The short name of what failed on the way, such as `ECONNREFUSED`. The whole message would show the token in its URL. */
export function outageOf({ error }: HttpError): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return code;
  return error instanceof Error && /timed out/.test(error.message) ? 'timed out' : 'connection lost';
}

/** What went wrong, named by what to do. Carries no cause: those hold the token and what was to be sent. */
export function chatError(error: unknown, doing: string): ChatError {
  if (error instanceof ChatError) return error;
  if (error instanceof HttpError) return new ChatError('retry', `Telegram gave no answer while ${doing} (${outageOf(error)})`);
  if (!(error instanceof GrammyError)) return new ChatError('refused', `${doing} failed: ${messageOf(error)}`);
  const { description, error_code: code, parameters } = error;
  if (code === 429)
    return new ChatError('retry', `Telegram wants a pause of ${parameters.retry_after ?? 1} s before ${doing}`, {
      after: (parameters.retry_after ?? 1) * SECOND,
    });
  if (code >= 500) return new ChatError('retry', `Telegram failed while ${doing} (${code} ${description})`);
  if (code === 401) return new ChatError('unreachable', `Telegram refuses the token while ${doing}: check TELEGRAM_TOKEN`);
  const known = UNREACHABLE.find(([pattern]) => pattern.test(description));
  if (known !== undefined) return new ChatError('unreachable', `${impossible(doing, known[1])} (${description})`);
  return new ChatError(code === 403 ? 'unreachable' : 'refused', `Telegram refuses ${doing}: ${description}`);
}
