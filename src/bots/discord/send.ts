import { type REST, Routes } from 'discord.js';
import type { Logger } from '../../core/facts/logger.ts';
import type { Outgoing, Place } from '../chat.ts';
import { ChatError } from '../chat.ts';
import type { AskedOnDiscord, Memory, Trace } from './asked.ts';
import { channelOf, type Directs, userOf } from './directs.ts';
import { madeId } from './made.ts';
import { short } from './markup.ts';
import { chatErrorOf, hasThread, isGone, isTooLarge, isUnknownChannel } from './refusals.ts';
import { type DiscordMessage, renderOutgoing } from './render.ts';
import { asRequest } from './rest.ts';

/** A message that only one person sees. */
const EPHEMERAL = 1 << 6;

/** A thread anyone may read, and how long it stays in the list without a word, minutes. */
const PUBLIC_THREAD = 11;
const WEEK = 10_080;

export type Sender = {
  send(place: Place, outgoing: Outgoing): Promise<string>;
  edit(place: Place, message: string, outgoing: Outgoing): Promise<void>;
  strip(place: Place, message: string): Promise<void>;
  remove(place: Place, message: string): Promise<boolean>;
  thread(place: Place, name: string, under?: string): Promise<Place>;
  /** Takes away the word that an answer is on its way, where none came. */
  dismiss(asked: AskedOnDiscord): Promise<void>;
};

/** Sends replies to channels, threads and direct messages, and to the one who asked by the token of their interaction. */
export function createSender(given: {
  readonly rest: REST;
  readonly memory: Memory;
  readonly directs: Directs;
  readonly logger: Logger;
}): Sender {
  const { rest, memory, directs, logger } = given;

  async function said<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw chatErrorOf(error);
    }
  }

  /** The words go without their picture where that is refused, for whatever reason: those that are no good either are refused again. */
  async function withOrWithoutPicture<T>(outgoing: Outgoing, work: (one: Outgoing) => Promise<T>): Promise<T> {
    try {
      return await work(outgoing);
    } catch (error) {
      const failure = chatErrorOf(error);
      const hasPicture = outgoing.picture !== undefined || outgoing.keepsPicture === true;
      if (!hasPicture || (failure.kind !== 'refused' && !isTooLarge(error))) throw error;
      logger('bot', 'warn', 'Discord refused a picture; the words went without it', { why: failure.message });
      return work({ ...outgoing, picture: undefined, keepsPicture: false });
    }
  }

  const address = (by: Trace['by']): { readonly route: `/${string}`; readonly auth: boolean } =>
    'channel' in by
      ? { route: Routes.channelMessage(by.channel, by.message), auth: true }
      : { route: Routes.webhookMessage(by.asked.application, by.asked.token, by.message), auth: false };

  /** Each message where `post` puts it; the last one is what the reply is known by. */
  async function each(
    parts: readonly DiscordMessage[],
    footer: string | undefined,
    post: (part: DiscordMessage, first: boolean) => Promise<Trace['by']>,
  ): Promise<string> {
    const sent: Trace['by'][] = [];
    for (const part of parts) sent.push(await post(part, sent.length === 0));
    const by = sent.pop();
    if (by === undefined) throw new ChatError('refused', 'There was nothing to send');
    memory.leave(by.message, { by, footer, before: sent });
    return by.message;
  }

  const intoChannel = (
    channel: string,
    parts: readonly DiscordMessage[],
    footer: string | undefined,
    replyTo: string | undefined,
  ): Promise<string> =>
    each(parts, footer, async (part, first) => {
      const reference =
        first && replyTo !== undefined ? { message_reference: { message_id: replyTo, fail_if_not_exists: false } } : {};
      const answer = await rest.post(Routes.channelMessages(channel), asRequest(part, reference));
      return { channel, message: madeId(answer) };
    });

  /** A place by one id may be a person, whose direct messages are opened when there is no such channel. */
  async function intoPlace(
    place: Place,
    parts: readonly DiscordMessage[],
    footer: string | undefined,
    replyTo: string | undefined,
  ): Promise<string> {
    try {
      return await intoChannel(directs.channel(place), parts, footer, replyTo);
    } catch (error) {
      const user = userOf(place);
      if (!isUnknownChannel(error) || user === undefined) throw error;
      const opened = await directs.open(user).catch(() => undefined);
      if (opened === undefined) throw error;
      return intoChannel(opened, parts, footer, undefined);
    }
  }

  /** To the asker alone; by direct message when the token is dead, since the channel is for all to read. */
  async function whisper(asked: AskedOnDiscord, outgoing: Outgoing): Promise<string> {
    const parts = renderOutgoing(outgoing);
    if (memory.isAlive(asked))
      try {
        return await each(parts, undefined, async (part) => {
          if (asked.waiting) {
            const route = Routes.webhookMessage(asked.application, asked.token, '@original');
            const answer = await rest.patch(route, { ...asRequest({ ...part, flags: 0 }), auth: false });
            asked.waiting = false;
            return { asked, message: madeId(answer) };
          }
          const route = Routes.webhook(asked.application, asked.token);
          const answer = await rest.post(route, { ...asRequest({ ...part, flags: EPHEMERAL }), auth: false });
          return { asked, message: madeId(answer) };
        });
      } catch (error) {
        if (!isGone(error)) throw error;
        asked.dead = true;
      }
    logger('bot', 'info', 'an answer came too late for its interaction and went by direct message', { place: asked.place });
    return intoChannel(directs.known(asked.user) ?? (await directs.open(asked.user)), parts, undefined, undefined);
  }

  async function publish(place: Place, outgoing: Outgoing, asked: AskedOnDiscord | undefined): Promise<string> {
    const replyTo = asked === undefined ? outgoing.replyTo : asked.whispered ? undefined : asked.tapped;
    try {
      return await intoPlace(place, renderOutgoing(outgoing, { by: asked?.by }), asked?.by, replyTo);
    } catch (error) {
      const failure = chatErrorOf(error);
      if (failure.kind !== 'unreachable' || asked === undefined || !memory.isAlive(asked)) throw failure;
      logger('bot', 'warn', 'an answer could not be written into its channel and went to the asker alone', {
        place,
        why: failure.message,
      });
      return whisper(asked, outgoing);
    }
  }

  return {
    send: (place, given) =>
      said(() => {
        const asked = memory.asked(given.replyTo);
        const here = asked?.place === place ? asked : undefined;
        return withOrWithoutPicture(given, (outgoing) =>
          here !== undefined && outgoing.ephemeral ? whisper(here, outgoing) : publish(place, outgoing, here),
        );
      }),
    edit: (place, message, outgoing) =>
      said(async () => {
        const id = memory.asked(message)?.tapped ?? message;
        const trace = memory.trace(id) ?? { by: { channel: directs.channel(place), message: id }, footer: undefined, before: [] };
        const { route, auth } = address(trace.by);
        try {
          await withOrWithoutPicture(outgoing, async (one) => {
            const { flags: _, ...drawn } = renderOutgoing(one, { by: trace.footer, most: 1 })[0] ?? {};
            await rest.patch(route, { ...asRequest(drawn), auth });
          });
          for (const old of trace.before) {
            const { route: one, auth: byBot } = address(old);
            await rest.delete(one, { auth: byBot });
          }
        } catch (error) {
          if (!isGone(error)) throw error;
        }
        if (trace.before.length > 0) memory.leave(id, { ...trace, before: [] });
      }),
    strip: (place, message) =>
      said(async () => {
        const { route, auth } = address(memory.trace(message)?.by ?? { channel: directs.channel(place), message });
        try {
          await rest.patch(route, { body: { components: [] }, auth });
        } catch (error) {
          if (!isGone(error)) throw error;
        }
      }),
    async remove(place, message) {
      const asked = memory.asked(message);
      if (asked !== undefined && asked.tapped === undefined) return true;
      const id = asked?.tapped ?? message;
      const trace = memory.trace(id) ?? { by: { channel: directs.channel(place), message: id }, before: [] };
      try {
        for (const by of [...trace.before, trace.by]) {
          const { route, auth } = address(by);
          await rest.delete(route, { auth });
        }
      } catch (error) {
        if (!isGone(error)) {
          const { kind, message: why } = chatErrorOf(error);
          logger('bot', 'warn', 'a message could not be taken away', { place, why });
          return kind !== 'retry';
        }
      }
      memory.forget(id);
      return true;
    },
    thread: (place, name, under) =>
      said(async (): Promise<Place> => {
        const body = { name: short(name, 100) };
        const [parent = '', thread] = place.slice('discord:'.length).split('/');
        if (thread !== undefined) {
          await rest.patch(Routes.channel(channelOf(place)), { body });
          return place;
        }
        const kind = under === undefined ? { type: PUBLIC_THREAD } : {};
        try {
          const answer = await rest.post(Routes.threads(parent, under), {
            body: { ...body, ...kind, auto_archive_duration: WEEK },
          });
          return `discord:${parent}/${madeId(answer)}`;
        } catch (error) {
          // The thread of a message has the id of the message.
          if (under === undefined || !hasThread(error)) throw error;
          return `discord:${parent}/${under}`;
        }
      }),
    async dismiss(asked) {
      if (!asked.waiting) return;
      asked.waiting = false;
      try {
        await rest.delete(Routes.webhookMessage(asked.application, asked.token, '@original'), { auth: false });
      } catch (error) {
        if (!isGone(error)) logger('bot', 'debug', 'the word that an answer is on its way stays', { error });
      }
    },
  };
}
