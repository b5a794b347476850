import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Chat, Place } from '../bots/chat.ts';
import { createFrontDesk, type FrontDeskOptions } from '../bots/frontDesk.ts';
import { createTaps } from '../bots/taps.ts';
import type { Component } from '../core/desk.ts';
import type { Ms } from '../core/time.ts';
import type { Log } from '../store/log.ts';
import type { Outbox } from '../store/outbox.ts';
import { type ChatDelivery, deliverToChat } from './chatDelivery.ts';

/** A platform, and the place on it that alerts go to. */
export type Link = { readonly chat: Chat; readonly place: Place | undefined };

/** The clock that the chats live by, so that tests can have another. */
export type ChatsTiming = {
  /** The wall clock. */
  now(): Ms;
  /** Resolves after `length` ms or as soon as the signal is given. Never rejects. */
  pause(length: Ms, stop: AbortSignal): Promise<void>;
};

export type ChatsOptions = Omit<FrontDeskOptions, 'taps' | 'now'> & {
  readonly links: readonly Link[];
  readonly outbox: Outbox;
  readonly log: Pick<Log, 'history'>;
  readonly timing?: ChatsTiming;
};

const wallTiming: ChatsTiming = {
  now: Date.now,
  pause: (length, stop) => wait(length, undefined, { signal: stop }).catch(() => undefined),
};

export type Chats = {
  /** There may be something to send: alerts have become durable. */
  poke(): void;
  /** How each platform's connection is. */
  health(): readonly Component[];
  stop(): Promise<void>;
};

/** Digests of an hour fall due although nothing happens; this is how often that is looked at, ms. */
const LOOK = 60_000;

/** 128 random bits: a button's token can neither be guessed nor made. */
const token = (): string => randomBytes(16).toString('base64url');

/** Opens every platform that has a token: people are heard and answered, alerts go out, and each fails for itself. */
export async function openChats(options: ChatsOptions): Promise<Chats> {
  const { links, outbox, log, desk, logger, draw, timing = wallTiming } = options;
  const { now, pause } = timing;
  const taps = createTaps({ token, now });
  const front = createFrontDesk({ ...options, taps, now });
  const deliveries: ChatDelivery[] = [];
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
  }
  await Promise.all(links.map(({ chat }) => chat.start((heard) => front.hear(chat, heard))));
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
  return {
    poke,
    health: () =>
      links.map(({ chat, place }) => ({
        name: chat.platform,
        ...chat.health(),
        ...(place === undefined && chat.health().state === 'ok'
          ? { state: 'degraded' as const, says: 'connected, but there is no chat for alerts: see docs/chats.md' }
          : {}),
      })),
    async stop() {
      clearInterval(timer);
      await Promise.all(deliveries.map((delivery) => delivery.stop()));
      await Promise.all(links.map(({ chat }) => chat.stop()));
    },
  };
}
