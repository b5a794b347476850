import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Chat, type HeardLine, NO_PLACE, type Place, plainMessage } from '../bots/chat.ts';
import { createFrontDesk, type FrontDeskOptions } from '../bots/frontDesk.ts';
import { createLeftovers } from '../bots/leftovers.ts';
import { withModeOnce } from '../bots/modeHeading.ts';
import { steadyNow } from '../bots/steadyNow.ts';
import { createTaps } from '../bots/taps.ts';
import type { Outbox } from '../core/desk/outbox.ts';
import type { EventLog } from '../core/facts/eventLog.ts';
import type { Component } from '../core/facts/logger.ts';
import type { DoorRow } from '../core/facts/statements.ts';
import type { Reply } from '../core/reply/reply.ts';
import { type Ms, SECOND } from '../core/time.ts';
import { watchChats } from './connections.ts';
import { type ChatDelivery, deliverToChat } from './outboxWorker.ts';

/** A platform, and the place on it that alerts go to. */
export type ChatLink = { readonly chat: Chat; readonly place: Place | undefined };

/** The clock that the chats live by, so that tests can have another. */
export type ChatsTiming = {
  /** The wall clock, which never goes back. */
  now(): Ms;
  /** Resolves after `length` ms or as soon as the signal is given. Never rejects. */
  pause(length: Ms, stop: AbortSignal): Promise<void>;
};

export type ChatsOptions = Omit<FrontDeskOptions, 'taps' | 'now' | 'leftovers'> & {
  readonly links: readonly ChatLink[];
  readonly outbox: Outbox;
  readonly log: Pick<EventLog, 'history'>;
  /** Has rows made and written as one step of the desk, in turn with its commands. */
  readonly record: (rows: () => readonly DoorRow[]) => Promise<void>;
  /** How long the end waits for what is being answered and sent, ms; 3 s when left out. */
  readonly lastWords?: Ms;
  readonly timing?: ChatsTiming;
  /** Given when the desk is to end, also while the platforms are being opened. */
  readonly stop?: AbortSignal;
};

const wallTiming: ChatsTiming = {
  now: steadyNow,
  pause: (length, stop) => wait(length, undefined, { signal: stop }).catch(() => undefined),
};

export type Chats = {
  /** There may be something to send: alerts have become durable. */
  poke(): void;
  /** How each platform's connection is. */
  health(): readonly Component[];
  /** Says at once, on every platform that takes it, what cannot be stored as an alert. Never rejects. */
  announce(reply: Reply): Promise<void>;
  /** Nobody is heard any more; resolves when what was said is answered. What becomes due is still sent. */
  deafen(): Promise<void>;
  /** Sends what is due, and ends. */
  stop(): Promise<void>;
};

/** Digests of an hour fall due although nothing happens; this is how often that is looked at, ms. */
const LOOK = 60_000;
/** How often it is looked at whether a platform has gone down or come back, ms. */
const WATCH = 10_000;

/** 128 random bits: a button's token can neither be guessed nor made. */
const token = (): string => randomBytes(16).toString('base64url');

/** Opens every platform that has a token: people are heard and answered, alerts go out, and each fails for itself. */
export async function openChats(options: ChatsOptions): Promise<Chats> {
  const { outbox, log, desk, logger, draw, record, lastWords = 3 * SECOND, timing = wallTiming } = options;
  const { now, pause } = timing;
  const links = options.links.map(({ chat, place }) => ({ chat: withModeOnce(chat), place }));
  const taps = createTaps({ token, now });
  const leftovers = createLeftovers({ log, record, now: () => desk.now(), pause, logger });
  const front = createFrontDesk({ ...options, taps, now, leftovers });
  const deliveries: ChatDelivery[] = [];
  const byChat = new Map<Chat, ChatDelivery>();
  for (const { chat, place } of links) {
    if (place === undefined) continue;
    const delivery = deliverToChat({
      chat,
      place,
      outbox,
      log,
      desk,
      taps,
      logger,
      draw,
      pause,
      rescue: (alert) => {
        for (const other of deliveries) if (other !== delivery) other.insist(alert);
      },
    });
    deliveries.push(delivery);
    byChat.set(chat, delivery);
  }
  /** Where an answer gets through, what waits may too. */
  const reaching = (chat: Chat): Chat => ({
    ...chat,
    async send(place, message) {
      const sent = await chat.send(place, message);
      byChat.get(chat)?.wake();
      return sent;
    },
  });
  const answering = new Set<Promise<void>>();
  const hear = (chat: Chat, heard: HeardLine): Promise<void> => {
    const answered = front.hear(reaching(chat), heard).finally(() => answering.delete(answered));
    answering.add(answered);
    return answered;
  };
  // Whoever stops the desk does not wait for a platform that does not answer.
  const stopped = new Promise<void>((resolve) => {
    if (options.stop?.aborted === true) resolve();
    options.stop?.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([
    Promise.all(
      links.map(({ chat }) =>
        chat.start(
          (heard) => hear(chat, heard),
          () => byChat.get(chat)?.wake(),
        ),
      ),
    ),
    stopped,
  ]);
  void leftovers.recover(links.map(({ chat }) => chat));
  for (const delivery of deliveries) {
    delivery.revive().catch((error: unknown) => {
      logger('bot', 'warn', 'cards that wait for an answer could not be given fresh buttons', { error });
    });
    delivery.poke();
  }
  const poke = (): void => {
    for (const delivery of deliveries) delivery.poke();
  };
  const timer = setInterval(poke, LOOK);
  timer.unref();
  const watch = watchChats({
    chats: links.map(({ chat }) => chat),
    state: () => desk.state(),
    record,
    now: () => desk.now(),
    logger,
  });
  watch.look();
  const watching = setInterval(watch.look, WATCH);
  watching.unref();
  const over = new AbortController();
  let patience: Promise<void> | undefined;
  /** No platform holds up the end: what was not sent waits for the next start, and what was said is done or was never begun. */
  const atMost = async (work: Promise<unknown>): Promise<void> => {
    patience ??= wait(lastWords, undefined, { signal: over.signal }).catch(() => undefined);
    await Promise.race([work, patience]);
  };
  const turnAway = async (): Promise<void> => {
    clearInterval(timer);
    clearInterval(watching);
    await atMost(Promise.all([watch.idle(), ...links.map(({ chat }) => chat.stop())]));
    await atMost(Promise.all(answering));
    await atMost(leftovers.clear());
  };
  let deafened: Promise<void> | undefined;
  const deafen = (): Promise<void> => (deafened ??= turnAway());
  const end = async (): Promise<void> => {
    await deafen();
    await atMost(Promise.all(deliveries.map((delivery) => delivery.finish())));
    // What one has handed to another at its end is sent too.
    await atMost(Promise.all(deliveries.map((delivery) => delivery.idle())));
    for (const delivery of deliveries) delivery.stop();
    over.abort();
  };
  let ended: Promise<void> | undefined;
  return {
    poke,
    health: () =>
      links.map(({ chat, place }) => ({
        name: chat.platform,
        ...chat.health(),
        ...(place === undefined && chat.health().state === 'ok'
          ? { state: 'degraded' as const, says: `connected, but ${NO_PLACE}: see README, On your phone` }
          : {}),
      })),
    async announce(reply) {
      await Promise.all(
        links.map(async ({ chat, place }) => {
          if (place === undefined) return;
          try {
            await chat.send(place, { ...plainMessage(desk.label, reply), silent: false, urgent: true });
          } catch (error) {
            logger('bot', 'warn', 'an announcement did not arrive', { place, says: reply.title, error });
          }
        }),
      );
    },
    deafen,
    stop: () => (ended ??= end()),
  };
}
