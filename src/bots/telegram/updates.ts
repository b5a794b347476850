import type { CallbackQuery, Chat, Message, Update, User } from 'grammy/types';
import type { Ms } from '../../core/time.ts';
import { type ChatAccount, type HeardLine, PLATFORMS } from '../chat.ts';
import type { Field } from './fields.ts';
import { ASKS } from './keyboard.ts';
import { placeOf } from './place.ts';

/** What an update is to this chat; undefined where it is nothing, such as talk among people. */
export type ReadUpdate =
  | { readonly kind: 'line'; readonly heard: HeardLine }
  /** The prompt and its answer, which are taken away. */
  | { readonly kind: 'field'; readonly heard: HeardLine; readonly chat: number; readonly messages: readonly number[] }
  | {
      readonly kind: 'tap';
      readonly heard: HeardLine;
      readonly query: string;
      readonly user: number;
      readonly token: string;
      readonly asks: boolean;
    }
  /** A tap on something that is no longer there: its spinner is all that can be stopped. */
  | { readonly kind: 'spent'; readonly query: string }
  | { readonly kind: 'moved'; readonly from: number; readonly to: number }
  | undefined;

/** What reading an update takes besides it. */
export type Reader = {
  readonly bot: { readonly username: string };
  /** Taps carry no time: the one at which they are taken to have been made. */
  readonly tappedAt: Ms;
  /** Takes the field that a message opened, if it is a prompt of ours; the first answer closes it. */
  field(chat: number, prompt: number): Field | undefined;
};

/** All that the poller asks for: the kinds of update read here. */
export const UPDATE_KINDS = ['message', 'edited_message', 'channel_post', 'edited_channel_post', 'callback_query'] as const;

const PLATFORM = PLATFORMS[0];
const accountOf = (id: number): ChatAccount => `${PLATFORM}:${id}`;
const fullName = (user: User): string => [user.first_name, user.last_name].filter((part) => part !== undefined).join(' ');
const titleOf = (chat: Chat): string => chat.title ?? chat.first_name ?? String(chat.id);
const topicOf = (message: Message): number | undefined =>
  message.is_topic_message === true ? message.message_thread_id : undefined;

/**
 * Whether somebody else may have written it, or the sender at another time: forwarded, sent through an inline bot, on behalf of
 * a chat (anonymous administrators, channels), scheduled, or by a bot.
 */
const isSecondhand = (message: Message): boolean =>
  message.forward_origin !== undefined ||
  message.via_bot !== undefined ||
  message.sender_chat !== undefined ||
  message.is_automatic_forward !== undefined ||
  message.is_from_offline !== undefined ||
  message.from === undefined ||
  message.from.is_bot;

/** A command line without our own name after its first word; undefined when another bot is meant or it is no command. */
function lineOf(text: string, username: string): string | undefined {
  if (!text.startsWith('/')) return undefined;
  const [whole = '', command = '', name] = /^(\/\w+)(?:@(\w+))?/.exec(text) ?? [];
  if (name !== undefined && name.toLowerCase() !== username.toLowerCase()) return undefined;
  return whole === '' ? text : command + text.slice(whole.length);
}

function readMessage(update: string, message: Message, stale: boolean, { bot, field }: Reader): ReadUpdate {
  const { chat, from, sender_chat: behalf } = message;
  if (message.migrate_to_chat_id !== undefined) return { kind: 'moved', from: chat.id, to: message.migrate_to_chat_id };
  const { text } = message;
  if (text === undefined) return undefined;
  const sender = behalf === undefined ? from : undefined;
  const who = {
    update,
    from: accountOf(sender?.id ?? behalf?.id ?? chat.id),
    name: sender === undefined ? titleOf(behalf ?? chat) : fullName(sender),
    at: (message.edit_date ?? message.date) * 1000,
    secondhand: stale || isSecondhand(message),
  };
  const line = lineOf(text, bot.username);
  if (line !== undefined) {
    const place = placeOf(chat.id, topicOf(message));
    return {
      kind: 'line',
      heard: {
        ...who,
        place,
        message: String(message.message_id),
        private: chat.type === 'private',
        said: { kind: 'line', line },
      },
    };
  }
  const prompt = message.reply_to_message;
  if (text.startsWith('/') || prompt === undefined) return undefined;
  const open = field(chat.id, prompt.message_id);
  if (open === undefined) return undefined;
  return {
    kind: 'field',
    chat: chat.id,
    messages: [prompt.message_id, message.message_id],
    // The answer is taken away, since it may hold a code: nothing can reply to it.
    heard: {
      ...who,
      place: open.place,
      message: undefined,
      private: true,
      said: { kind: 'field', token: open.token, text },
    },
  };
}

function readTap(update: string, query: CallbackQuery, { tappedAt }: Reader): ReadUpdate {
  const { data, from, message } = query;
  // A message older than two days comes without its content, and all that is known of it is its place.
  if (data === undefined || message === undefined) return { kind: 'spent', query: query.id };
  const asks = data.startsWith(ASKS);
  const token = asks ? data.slice(ASKS.length) : data;
  const topic = message.date === 0 ? undefined : topicOf(message);
  return {
    kind: 'tap',
    query: query.id,
    user: from.id,
    token,
    asks,
    heard: {
      update,
      from: accountOf(from.id),
      name: fullName(from),
      place: placeOf(message.chat.id, topic),
      private: message.chat.type === 'private',
      at: tappedAt,
      message: String(message.message_id),
      said: { kind: 'tap', token },
      secondhand: from.is_bot,
    },
  };
}

/** Reads one update. An edited message and a channel's post are handed on as secondhand: who reads them knows what to answer. */
export function readUpdate(update: Update, reader: Reader): ReadUpdate {
  const id = String(update.update_id);
  if (update.callback_query !== undefined) return readTap(id, update.callback_query, reader);
  if (update.message !== undefined) return readMessage(id, update.message, false, reader);
  const message = update.edited_message ?? update.channel_post ?? update.edited_channel_post;
  return message === undefined ? undefined : readMessage(id, message, true, reader);
}
