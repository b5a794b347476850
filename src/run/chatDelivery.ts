import { alertCard } from '../bots/alertCards.ts';
import { alertPicture } from '../bots/alertPictures.ts';
import { type Chat, ChatError, type Outgoing, type Place } from '../bots/chat.ts';
import type { Group, Taps } from '../bots/taps.ts';
import { dueAt, loudnessOf, usualNotices } from '../core/alerts/notices.ts';
import type { Desk, Logger } from '../core/desk.ts';
import type { EventOf } from '../core/events.ts';
import type { Picture } from '../core/picture.ts';
import type { Ms } from '../core/time.ts';
import type { Log } from '../store/log.ts';
import type { Outbox } from '../store/outbox.ts';

type Alert = EventOf<'alert'>;

/** How many silent alerts that wait together become one message. */
const MANY = 8;
/** Most titles of one such message. */
const TITLES = 40;
/** Cards that are remembered with how they look; of older ones only the words are known. */
const CARDS = 500;
/** How long a platform that does not take messages is left alone: the first time, and at most, ms. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

export type ChatDelivery = {
  /** There may be something to send. */
  poke(): void;
  /** Gives the cards that still wait for an answer fresh buttons: the old ones died with the last process. */
  revive(): Promise<void>;
  /** Sends an alert here although nobody here wants to hear of it: the other chat cannot be reached. */
  insist(alert: string): void;
  /** Resolves when nothing is being sent any more. */
  idle(): Promise<void>;
  /** Ends it; what has not been sent waits for the next start. */
  stop(): Promise<void>;
};

export type ChatDeliveryOptions = {
  readonly chat: Chat;
  readonly place: Place;
  readonly outbox: Outbox;
  readonly log: Pick<Log, 'history'>;
  readonly desk: Desk;
  readonly taps: Taps;
  readonly logger: Logger;
  readonly draw: (picture: Picture) => Promise<Uint8Array>;
  /** Waits on the wall clock; ends early when the signal is given. */
  readonly pause: (length: Ms, stop: AbortSignal) => Promise<void>;
  /** Called with a critical alert that this chat did not take. */
  readonly rescue: (alert: string) => void;
};

type Card = { readonly message: string; readonly outgoing: Outgoing; readonly group: Group | undefined };

/** Alerts on their way from the stored outbox into one chat: the severest first, each at least once, whatever the platform does. */
export function deliverToChat(options: ChatDeliveryOptions): ChatDelivery {
  const { chat, place, outbox, desk, taps, logger, draw } = options;
  const cards = new Map<string, Card>();
  /** What is to be tried here once, whatever this chat wants to hear of. */
  const insisted = new Set<string>();
  const stop = new AbortController();
  let wanted = false;
  let working: Promise<void> | undefined;

  const outgoingOf = (reply: Outgoing['reply'], rest: Partial<Outgoing> = {}): Outgoing => ({
    label: desk.label,
    reply,
    taps: [],
    picture: undefined,
    silent: true,
    replyTo: undefined,
    ephemeral: false,
    mention: undefined,
    ...rest,
  });

  async function pictureOf(alert: Alert): Promise<Uint8Array | undefined> {
    try {
      const picture = await alertPicture(alert, desk);
      return picture === undefined ? undefined : await draw(picture);
    } catch (error) {
      logger('bot', 'warn', 'a picture could not be drawn; the alert goes without it', { error });
      return undefined;
    }
  }

  const remember = (topic: string, card: Card): void => {
    cards.delete(topic);
    cards.set(topic, card);
    const [oldest] = cards.keys();
    if (cards.size > CARDS && oldest !== undefined) cards.delete(oldest);
  };

  /** The card of a topic: as it was sent by this process, else its words as they stand in the log. */
  async function cardOf(topic: string): Promise<Card | undefined> {
    const known = cards.get(topic);
    if (known !== undefined) return known;
    const rows = await options.log.history({ types: ['alert'], limit: CARDS });
    const alert = rows.map(({ event }) => event).find((event): event is Alert => event.type === 'alert' && event.topic === topic);
    const message = alert === undefined ? undefined : await outbox.messageOf(place, alert.id);
    return alert === undefined || message === undefined
      ? undefined
      : { message, outgoing: outgoingOf(alert.reply), group: undefined };
  }

  /** Draws a card for the last time: what became of it, and no buttons. One that cannot be drawn keeps back no message. */
  async function end({ message, outgoing, group }: Card, says: string): Promise<void> {
    if (group !== undefined) taps.drop(group);
    const { reply } = outgoing;
    try {
      await chat.edit(place, message, { ...outgoing, reply: { ...reply, lines: [...reply.lines, `→ ${says}`] }, taps: [] });
    } catch (error) {
      if (error instanceof ChatError && error.kind !== 'refused') throw error;
      logger('bot', 'warn', 'a card could not be drawn for the last time', { place, error });
    }
  }

  /** Ends all that asks or tells of one thing: its card, and the reminder of it. */
  async function endAll(follows: string, says: string): Promise<void> {
    const topics = follows.startsWith('proposal ') ? [follows, `${follows} reminder`] : [follows];
    for (const topic of topics) {
      const card = await cardOf(topic);
      if (card !== undefined) await end(card, says);
    }
  }

  async function send(event: Alert, silent: boolean): Promise<void> {
    const { reply, follows, ends } = alertCard(event, desk);
    const before = follows === undefined ? undefined : await cardOf(follows);
    if (follows !== undefined && ends) await endAll(follows, reply.title);
    const { buttons = [], ...words } = reply;
    const { taps: offered, group } = taps.offer(place, buttons, { command: undefined, asked: undefined });
    const outgoing = outgoingOf(words, {
      taps: offered,
      picture: await pictureOf(event),
      silent,
      replyTo: before?.message,
    });
    const message = await chat.send(place, outgoing);
    taps.sent(group, message, outgoing);
    remember(event.topic, { message, outgoing, group });
    await outbox.markSent(place, [event.id], desk.now(), message);
  }

  async function sendTogether(events: readonly Alert[]): Promise<void> {
    // What ends a card ends it also where its own message is one of many.
    for (const event of events) {
      const { reply, follows, ends } = alertCard(event, desk);
      if (follows !== undefined && ends) await endAll(follows, reply.title);
    }
    const lines = events.slice(0, TITLES).map(({ reply }) => reply.title);
    const left = events.length - lines.length;
    await chat.send(
      place,
      outgoingOf({
        title: `${events.length} messages in one`,
        lines: [...lines, ...(left > 0 ? [`and ${left} more: /audit`] : [])],
      }),
    );
    await outbox.markSent(
      place,
      events.map(({ id }) => id),
      desk.now(),
    );
  }

  /** Sends what is due. False when there was nothing. */
  async function round(): Promise<boolean> {
    // It may have been dropped as unwanted before the other chat was known to be in trouble.
    await outbox.restore(place, [...insisted]);
    const pending = await outbox.pending(place, 200);
    for (const alert of insisted) if (!pending.some((one) => one.alert === alert)) insisted.delete(alert);
    const wishes = desk.state().notices.get(place) ?? usualNotices();
    const weighed = pending.map(({ alert, event }) => ({
      event,
      loudness: insisted.has(alert) ? 'on' : loudnessOf(event, wishes, event.at),
    }));
    const unwanted = weighed.filter(({ loudness }) => loudness === 'off');
    await outbox.markFailed(
      place,
      unwanted.map(({ event }) => event.id),
      true,
    );
    const due = weighed.filter(({ event, loudness }) => loudness !== 'off' && dueAt(event.at, loudness, wishes) <= desk.now());
    const silent = due.filter(({ loudness }) => loudness === 'silent');
    const together = silent.length >= MANY || (wishes.digest && silent.length > 1) ? silent : [];
    for (const one of due) {
      if (stop.signal.aborted) return false;
      if (!together.includes(one)) await attempt([one.event], () => send(one.event, one.loudness === 'silent'));
    }
    const many = together.map(({ event }) => event);
    if (many.length > 0) await attempt(many, () => sendTogether(many));
    return due.length > 0 || unwanted.length > 0;
  }

  /** What can never be sent is given up; whatever else goes wrong is thrown, and tried again later. */
  async function attempt(events: readonly Alert[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
      for (const { id } of events) insisted.delete(id);
    } catch (error) {
      // What the other chat has given up is not handed back to it.
      for (const { id, severity } of events) if (severity === 'critical' && !insisted.has(id)) options.rescue(id);
      const refused = error instanceof ChatError && error.kind === 'refused';
      const ids = events.map(({ id }) => id);
      await outbox.markFailed(place, ids, refused);
      if (!refused) throw error;
      for (const id of ids) insisted.delete(id);
      logger('bot', 'error', 'a message was refused by its platform and is given up', { place, alerts: ids, error });
    }
  }

  async function work(): Promise<void> {
    let wait = FIRST_PAUSE;
    while (wanted && !stop.signal.aborted) {
      wanted = false;
      try {
        while (await round()) wait = FIRST_PAUSE;
      } catch (error) {
        const after = error instanceof ChatError ? error.after : 0;
        logger('bot', 'warn', 'alerts wait: the chat does not take them now', { place, error });
        await options.pause(Math.max(after, wait), stop.signal);
        wait = Math.min(2 * wait, LONGEST_PAUSE);
        wanted = true;
      }
    }
  }

  const poke = (): void => {
    wanted = true;
    working ??= work().finally(() => {
      working = undefined;
      if (wanted && !stop.signal.aborted) poke();
    });
  };

  return {
    poke,
    async revive() {
      for (const proposal of desk.state().proposals.values()) {
        if (proposal.status !== 'waiting') continue;
        const topic = `proposal ${proposal.id}`;
        const card = await cardOf(topic);
        if (card === undefined) continue;
        const { reply } = alertCard(
          {
            type: 'alert',
            at: proposal.askedAt,
            id: '',
            alert: 'proposed',
            severity: 'warning',
            topic,
            reply: { title: card.outgoing.reply.title, lines: [...card.outgoing.reply.lines] },
          },
          desk,
        );
        const { taps: offered, group } = taps.offer(place, reply.buttons ?? [], { command: undefined, asked: undefined });
        const outgoing = { ...card.outgoing, taps: offered };
        try {
          await chat.edit(place, card.message, outgoing);
        } catch (error) {
          logger('bot', 'warn', 'a card that waits for an answer could not be given fresh buttons', { place, topic, error });
          continue;
        }
        taps.sent(group, card.message, outgoing);
        remember(topic, { message: card.message, outgoing, group });
      }
    },
    insist(alert) {
      insisted.add(alert);
      poke();
    },
    async idle() {
      await working;
    },
    async stop() {
      stop.abort();
      await working;
    },
  };
}
