import { ChatError, type Place } from '../chat.ts';

/** Where the Bot API sends to: a chat's id, and a topic's in it. */
export type TelegramPlace = { readonly chat_id: number; readonly message_thread_id?: number };

/** A topic is a place of its own; a thread of replies in an ordinary group is none. */
export const placeOf = (chat: number, topic: number | undefined): Place =>
  `telegram:${chat}${topic === undefined ? '' : `/${topic}`}`;

/** Reads `telegram:-1001234/7`. Throws ChatError `refused` for a place that is not one of Telegram's. */
export function targetOf(place: Place): TelegramPlace {
  const [, chat, topic] = /^telegram:(-?\d+)(?:\/(\d+))?$/.exec(place) ?? [];
  if (chat === undefined)
    throw new ChatError('refused', `${place} is no place on Telegram; expected telegram:<chat id>, such as telegram:-1001234/7`);
  return { chat_id: Number(chat), ...(topic === undefined ? {} : { message_thread_id: Number(topic) }) };
}
