import { type Api, InputFile } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { Logger } from '../../core/facts/logger.ts';
import type { Outgoing, Place } from '../chat.ts';
import { recentMap } from '../recent.ts';
import { chatError, isCaptioned, isSettled, isUnparsed, mayGoWithoutPicture, movedTo, movedWords } from './errors.ts';
import { keyboardOf } from './keyboard.ts';
import { placeOf, type TelegramPlace, targetOf } from './place.ts';
import { CAPTION_LIMIT, type MessagePart, type NameOf, render, renderCard, TEXT_LIMIT } from './render.ts';
import type { Marked } from './text.ts';

const MOST_SPLIT = 500;
const NO_PREVIEW = { is_disabled: true };

/** A group that became a supergroup, under its first id and the new one. */
export type Move = { readonly from: Place; readonly to: Place };

/** The moves that are known from before, and who keeps a new one. */
export type KeptMoves = {
  readonly known: readonly Move[];
  /** Whether anything of the desk stands under a group's name: others may become what they like. */
  readonly isOurs: (group: Place) => boolean;
  readonly learn: (move: Move) => void;
};

/** Sends, edits and removes by the Bot API; whatever goes wrong is a ChatError. */
export function createSender(given: {
  readonly api: Api;
  /** What is sent by it overtakes what waits. */
  readonly urgent: Api;
  /** What is sent by it lets all else go before. */
  readonly notices: Api;
  readonly logger: Logger;
  readonly nameOf: NameOf;
  readonly moves: KeptMoves;
}) {
  const { api, urgent, notices, logger, nameOf, moves } = given;
  /** Groups that became supergroups, by their old id. */
  const moved = new Map(moves.known.map(({ from, to }) => [targetOf(from).chat_id, targetOf(to).chat_id]));
  /** Messages that came before the one with the buttons, while the process remembers. */
  const before = recentMap<readonly number[]>(MOST_SPLIT);

  function follow(from: number, to: number): void {
    if (moved.get(from) === to || from === to) return;
    moved.set(from, to);
    logger('bot', 'warn', movedWords(from, to), { from, to });
    moves.learn({ from: placeOf(from, undefined), to: placeOf(to, undefined) });
  }

  /** A group says that it became another one: anybody's may, and only ours is followed. */
  function announced(from: number, to: number): void {
    if (moves.isOurs(knownAs(placeOf(from, undefined)))) follow(from, to);
  }

  /** The place as the desk knows it: a group that became a supergroup keeps the name under which its settings and cards stand. */
  function knownAs(place: Place): Place {
    const { chat_id: chat, message_thread_id: topic } = targetOf(place);
    for (const [from, to] of moved) if (to === chat) return placeOf(from, topic);
    return place;
  }

  function whereIs(place: Place): TelegramPlace {
    const target = targetOf(place);
    const now = moved.get(target.chat_id);
    return now === undefined ? target : { ...target, chat_id: now };
  }

  /** Does it again where the group has gone to. */
  async function at<T>(place: Place, call: (target: TelegramPlace) => Promise<T>): Promise<T> {
    const target = whereIs(place);
    try {
      return await call(target);
    } catch (error) {
      const to = movedTo(error);
      if (to === undefined) throw error;
      follow(target.chat_id, to);
      return call(whereIs(place));
    }
  }

  /** With its markup, and as plain text again if Telegram cannot read that: better plain than not at all. */
  async function marked<T>(body: Marked, call: (text: string, mode: { parse_mode?: 'HTML' }) => Promise<T>): Promise<T> {
    try {
      return await call(body.html, { parse_mode: 'HTML' });
    } catch (error) {
      if (!isUnparsed(error)) throw error;
      logger('bot', 'error', 'Telegram could not read the markup of a message; it was sent as plain text');
      return call(body.plain, {});
    }
  }

  type Extras = {
    readonly disable_notification?: boolean;
    readonly reply_parameters?: { readonly message_id: number; readonly allow_sending_without_reply: true };
    readonly reply_markup?: InlineKeyboardMarkup;
  };

  function post(by: Api, target: TelegramPlace, part: MessagePart, extras: Extras): Promise<{ readonly message_id: number }> {
    const { chat_id: chat, ...topic } = target;
    const { body } = part;
    return marked<{ readonly message_id: number }>(body, (text, mode) => {
      const options = { ...topic, ...extras, ...mode };
      if (part.kind === 'photo') return by.sendPhoto(chat, new InputFile(part.png, 'chart.png'), { ...options, caption: text });
      if (part.kind === 'document')
        return by.sendDocument(chat, new InputFile(Buffer.from(part.text), part.name), { ...options, caption: text });
      return by.sendMessage(chat, text, { ...options, link_preview_options: NO_PREVIEW });
    });
  }

  const lineOf = ({ urgent: isUrgent, answers }: Outgoing): Api => (isUrgent ? urgent : answers === true ? api : notices);

  async function sendParts(place: Place, parts: readonly MessagePart[], outgoing: Outgoing): Promise<string> {
    const keyboard = keyboardOf(outgoing.taps);
    const answers = outgoing.replyTo === undefined ? Number.NaN : Number(outgoing.replyTo);
    const sent: number[] = [];
    for (const [i, part] of parts.entries()) {
      const extras: Extras = {
        ...(outgoing.silent ? { disable_notification: true } : {}),
        ...(i === 0 && Number.isSafeInteger(answers)
          ? { reply_parameters: { message_id: answers, allow_sending_without_reply: true } }
          : {}),
        ...(keyboard !== undefined && i === parts.length - 1 ? { reply_markup: keyboard } : {}),
      };
      sent.push((await at(place, (target) => post(lineOf(outgoing), target, part, extras))).message_id);
    }
    const last = String(sent.at(-1));
    if (sent.length > 1) before.set(`${place} ${last}`, sent.slice(0, -1));
    return last;
  }

  async function redraw({ chat_id: chat }: TelegramPlace, message: number, outgoing: Outgoing): Promise<void> {
    const keyboard = keyboardOf(outgoing.taps);
    const options = keyboard === undefined ? {} : { reply_markup: keyboard };
    const asCaption = (): Promise<unknown> =>
      marked(renderCard(outgoing, CAPTION_LIMIT, nameOf), (caption, mode) => {
        const { picture } = outgoing;
        if (picture === undefined) return api.editMessageCaption(chat, message, { ...options, ...mode, caption });
        const media = { type: 'photo' as const, media: new InputFile(picture, 'chart.png'), caption, ...mode };
        return api.editMessageMedia(chat, message, media, options);
      });
    if (outgoing.picture !== undefined) {
      try {
        await asCaption();
      } catch (error) {
        if (isSettled(error) || !mayGoWithoutPicture(error)) throw error;
        logger('bot', 'warn', 'Telegram refused a picture; the words were drawn without it', {
          error: chatError(error, 'it').message,
        });
        await redraw({ chat_id: chat }, message, { ...outgoing, picture: undefined });
      }
      return;
    }
    try {
      await marked(renderCard(outgoing, TEXT_LIMIT, nameOf), (text, mode) =>
        api.editMessageText(chat, message, text, { ...options, ...mode, link_preview_options: NO_PREVIEW }),
      );
    } catch (error) {
      if (!isCaptioned(error)) throw error;
      await asCaption();
    }
  }

  return {
    announced,
    knownAs,
    async send(place: Place, outgoing: Outgoing): Promise<string> {
      try {
        return await sendParts(place, render(outgoing, nameOf), outgoing);
      } catch (error) {
        if (outgoing.picture === undefined || !mayGoWithoutPicture(error)) throw chatError(error, `sending to ${place}`);
        logger('bot', 'warn', 'Telegram refused a picture; the words went without it', {
          place,
          error: chatError(error, 'it').message,
        });
        return this.send(place, { ...outgoing, picture: undefined });
      }
    },
    async edit(place: Place, message: string, outgoing: Outgoing): Promise<void> {
      try {
        await at(place, (target) => redraw(target, Number(message), outgoing));
      } catch (error) {
        if (!isSettled(error)) throw chatError(error, `editing a message in ${place}`);
      }
    },
    async strip(place: Place, message: string): Promise<void> {
      try {
        await at(place, ({ chat_id: chat }) => api.editMessageReplyMarkup(chat, Number(message)));
      } catch (error) {
        if (!isSettled(error)) throw chatError(error, `taking buttons off in ${place}`);
      }
    },
    async remove(place: Place, message: string): Promise<boolean> {
      const key = `${place} ${message}`;
      let over = true;
      for (const id of [Number(message), ...(before.get(key) ?? [])])
        try {
          await at(place, ({ chat_id: chat }) => api.deleteMessage(chat, id));
        } catch (error) {
          if (isSettled(error)) continue;
          const { kind, message: says } = chatError(error, `removing a message in ${place}`);
          if (kind === 'retry') over = false;
          logger('bot', 'warn', 'a Telegram message could not be removed', { place, says });
        }
      if (over) before.take(key);
      return over;
    },
    /** Asks a person for a text: their client opens its field under the prompt. Resolves to the prompt's id. */
    async ask(place: Place, text: string): Promise<number> {
      try {
        const prompt = await at(place, ({ chat_id: chat, ...topic }) =>
          api.sendMessage(chat, text, { ...topic, reply_markup: { force_reply: true, selective: true } }),
        );
        return prompt.message_id;
      } catch (error) {
        throw chatError(error, `asking in ${place}`);
      }
    },
  };
}
