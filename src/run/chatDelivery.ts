import { alertCard, alertFor } from '../bots/alertCards.ts';
import { alertPicture } from '../bots/alertPictures.ts';
import { called } from '../bots/called.ts';
import { type Chat, ChatError, type Outgoing, type Place, placeOn, plainMessage } from '../bots/chat.ts';
import type { Taps } from '../bots/taps.ts';
import { messageKindOf } from '../core/alerts/messageKinds.ts';
import { knownAs } from '../core/alerts/moves.ts';
import { dueAt, hidesMoney, loudnessOf, usualNotices } from '../core/alerts/notices.ts';
import type { Desk, Logger } from '../core/desk.ts';
import type { EventOf } from '../core/events.ts';
import type { Picture } from '../core/picture.ts';
import type { Ms } from '../core/time.ts';
import type { Log } from '../store/log.ts';
import type { Outbox } from '../store/outbox.ts';
import { createCards } from './chatCards.ts';

type Alert = EventOf<'alert'>;

/** How many silent alerts that wait together become one message. */
const MANY = 8;
/** Most titles of one such message. */
const TITLES = 40;
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
  /** Sends what is due once more, without patience for a platform that does not take it; resolves when that is done. */
  finish(): Promise<void>;
  /** Ends it; what has not been sent waits for the next start. */
  stop(): void;
};

export type ChatDeliveryOptions = {
  readonly chat: Chat;
  /** Where all goes that has no place of its own; the outbox knows the platform by it. */
  readonly place: Place;
  readonly outbox: Outbox;
  readonly log: Pick<Log, 'history'>;
  readonly desk: Desk;
  readonly taps: Taps;
  readonly logger: Logger;
  readonly draw: (picture: Picture) => Promise<Uint8Array>;
  /** Waits on the wall clock; ends early when the signal is given. */
  readonly pause: (length: Ms, stop: AbortSignal) => Promise<void>;
  /** Called with a critical alert that this chat does not take, or not now. */
  readonly rescue: (alert: string) => void;
};

/** What must not wait behind the answers to people who ask a lot. */
const isUrgent = ({ alert, severity }: Alert): boolean => severity === 'critical' || alert === 'proposed';

const isRefused = (error: unknown): boolean => error instanceof ChatError && error.kind === 'refused';

/** Alerts on their way from the stored outbox into the places of one platform: the severest first, each at least once, whatever the platform does. */
export function deliverToChat(options: ChatDeliveryOptions): ChatDelivery {
  const { chat, place, outbox, desk, taps, logger, draw } = options;
  /** What is to be tried here once, whatever this chat wants to hear of. */
  const insisted = new Set<string>();
  /** Those of them whose time to be taken up again has not come yet. */
  const overdue = new Set<string>();
  const rescued = new Set<string>();
  const stop = new AbortController();
  const finishing = new AbortController();
  let wanted = false;
  let resting = false;
  let working: Promise<void> | undefined;

  const outgoingOf = (reply: Outgoing['reply'], rest: Partial<Outgoing> = {}): Outgoing => ({
    ...plainMessage(desk.label, reply),
    ...rest,
  });

  async function pictureOf(alert: Alert, room: Place): Promise<Uint8Array | undefined> {
    try {
      const picture = await alertPicture(alert, desk);
      const hidden = picture?.kind === 'equity' && hidesMoney(desk.state().notices, room);
      return picture === undefined || hidden ? undefined : await draw(picture);
    } catch (error) {
      logger('bot', 'warn', 'a picture could not be drawn; the alert goes without it', { error });
      return undefined;
    }
  }

  const cards = createCards({ ...options, channel: place, outgoingOf: (reply) => outgoingOf(reply) });

  /** The place that somebody has named, as the desk knows it. */
  const known = (named: string): Place => placeOn(chat.platform, knownAs(desk.state().moves, named)) ?? place;

  /** The place of its kind of message where that has one. */
  const roomOf = ({ alert }: Alert): Place => known(desk.state().rooms.get(chat.platform)?.get(messageKindOf(alert)) ?? place);

  /** Tries one place after the other, the usual one last, until one is there to be written to. */
  async function firstOf<T>(wanted: readonly Place[], write: (at: Place) => Promise<T>): Promise<T> {
    const usual = known(place);
    const [to = usual, ...left] = [...new Set([...wanted, usual])];
    try {
      return await write(to);
    } catch (error) {
      if (left.length === 0 || !(error instanceof ChatError) || error.kind === 'retry') throw error;
      logger('bot', 'warn', 'a place cannot be written to; what belongs there goes elsewhere', { place: to, to: left[0], error });
      return firstOf(left, write);
    }
  }

  /** Ends all that asks or tells of one thing: its card, and the reminder of it. */
  async function endAll(follows: string, says: string): Promise<void> {
    const topics = follows.startsWith('proposal ') ? [follows, `${follows} reminder`] : [follows];
    for (const topic of topics) {
      const card = await cards.of(topic);
      if (card !== undefined) await cards.end(card, says);
    }
  }

  async function send(event: Alert, silent: boolean, room: Place): Promise<void> {
    const { reply, follows, ends, thread: position } = alertCard(event, desk);
    const before = follows === undefined ? undefined : await cards.of(follows);
    if (follows !== undefined && ends !== undefined) await endAll(follows, ends);
    const thread = before === undefined || position === undefined ? undefined : await cards.thread(before, position);
    const { buttons = [], ...words } = reply;
    const picture = await pictureOf(event, room);
    const card = await firstOf(thread === undefined ? [room] : [thread, room], async (at) => {
      const { taps: offered, group } = taps.offer(at, buttons, { command: undefined, asked: undefined });
      const replyTo = before?.place === at ? before.message : undefined;
      const mentions = silent ? [] : called(event, { platform: chat.platform, place: at }, desk.state());
      const outgoing = outgoingOf(words, { taps: offered, picture, silent, urgent: isUrgent(event), replyTo, mentions });
      const message = await chat.send(at, outgoing);
      taps.sent(group, message, outgoing);
      return { place: at, message, outgoing, group };
    });
    cards.remember(event.topic, card);
    await outbox.markSent(place, [event.id], desk.now(), {
      message: card.message,
      place: card.place === place ? undefined : card.place,
    });
    if (position === undefined) return;
    if (follows === undefined) await cards.thread(card, position);
    if (thread !== undefined && ends !== undefined) await cards.name(thread, position);
  }

  async function sendTogether(events: readonly Alert[], room: Place): Promise<void> {
    // What ends a card ends it also where its own message is one of many.
    for (const event of events) {
      const { follows, ends, thread: position } = alertCard(event, desk);
      if (follows === undefined || ends === undefined) continue;
      await endAll(follows, ends);
      const before = position === undefined ? undefined : await cards.of(follows);
      const thread = before === undefined || position === undefined ? undefined : await cards.thread(before, position);
      if (thread !== undefined && position !== undefined) await cards.name(thread, position);
    }
    const lines = events.slice(0, TITLES).map(({ reply }) => reply.title);
    const left = events.length - lines.length;
    const title = `${events.length} messages in one`;
    const more = left > 0 ? [`and ${left} more: /audit`] : [];
    await firstOf([room], (at) => chat.send(at, outgoingOf({ title, lines: [...lines, ...more] })));
    await outbox.markSent(
      place,
      events.map(({ id }) => id),
      desk.now(),
    );
  }

  /** Sends what is due. False when there was nothing. */
  async function round(): Promise<boolean> {
    const again = [...overdue];
    await outbox.renew(place, again);
    for (const alert of again) overdue.delete(alert);
    const pending = await outbox.pending(place, 200);
    for (const alert of insisted) if (!pending.some((one) => one.alert === alert)) insisted.delete(alert);
    const weighed = pending.map(({ alert, event }) => {
      const room = roomOf(event);
      const wishes = desk.state().notices.get(room) ?? usualNotices();
      // A platform needs no word from itself of whether it is reached.
      const own = event.alert === 'chat' && event.topic === `chat ${chat.platform}`;
      const loudness = own ? 'off' : insisted.has(alert) ? 'on' : loudnessOf(event, wishes, event.at);
      return { event: alertFor(event, room, desk.state()), room, wishes, loudness };
    });
    const unwanted = weighed.filter(({ loudness }) => loudness === 'off');
    // A card shows its end also where nobody wants to be told of it.
    for (const { event } of unwanted) {
      const { follows, ends } = alertCard(event, desk);
      if (follows !== undefined && ends !== undefined) await endAll(follows, ends);
    }
    await outbox.markFailed(
      place,
      unwanted.map(({ event }) => event.id),
      true,
    );
    const due = weighed.filter(
      ({ event, loudness, wishes }) => loudness !== 'off' && dueAt(event.at, loudness, wishes) <= desk.now(),
    );
    const silent = Map.groupBy(
      due.filter(({ loudness }) => loudness === 'silent'),
      ({ room }) => room,
    );
    const gathers = (room: Place): boolean => {
      const [first, ...others] = silent.get(room) ?? [];
      return first !== undefined && (others.length + 1 >= MANY || (first.wishes.digest && others.length > 0));
    };
    for (const { event, room, loudness } of due) {
      if (stop.signal.aborted) return false;
      if (loudness !== 'silent' || !gathers(room)) await attempt([event], () => send(event, loudness === 'silent', room));
    }
    for (const [room, ones] of silent) {
      const many = ones.map(({ event }) => event);
      if (gathers(room)) await attempt(many, () => sendTogether(many, room));
    }
    return due.length > 0 || unwanted.length > 0;
  }

  /** What can never be sent is given up; whatever else goes wrong is thrown, and tried again later. */
  async function attempt(events: readonly Alert[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
      for (const { id } of events) {
        insisted.delete(id);
        rescued.delete(id);
      }
    } catch (error) {
      const ids = events.map(({ id }) => id);
      const refused = isRefused(error);
      await outbox.markFailed(place, ids, refused);
      if (!refused) throw error;
      // What the other chat has given up is not handed back to it.
      for (const { id, severity } of events) if (severity === 'critical' && !insisted.has(id)) options.rescue(id);
      for (const id of ids) insisted.delete(id);
      logger('bot', 'error', 'a message was refused by its platform and is given up', { place, alerts: ids, error });
    }
  }

  /** The criticals that wait here must not wait for this chat. */
  async function callForHelp(): Promise<void> {
    try {
      for (const { alert, severity } of await outbox.pending(place, 200)) {
        if (severity !== 'critical' || rescued.has(alert) || insisted.has(alert)) continue;
        rescued.add(alert);
        options.rescue(alert);
      }
    } catch (error) {
      logger('bot', 'error', 'criticals that wait could not be handed on', { place, error });
    }
  }

  async function rest(length: Ms): Promise<void> {
    resting = true;
    await callForHelp();
    await options.pause(length, finishing.signal);
    resting = false;
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
        if (finishing.signal.aborted) return;
        await rest(Math.max(after, wait));
        wait = Math.min(2 * wait, LONGEST_PAUSE);
        wanted = true;
      }
    }
  }

  const poke = (): void => {
    wanted = true;
    if (resting) void callForHelp();
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
        const card = await cards.of(topic);
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
        const { taps: offered, group } = taps.offer(card.place, reply.buttons ?? [], { command: undefined, asked: undefined });
        const outgoing = { ...card.outgoing, taps: offered };
        try {
          await cards.redraw(card, outgoing);
        } catch (error) {
          logger('bot', 'warn', 'a card that waits for an answer could not be given fresh buttons', { place, topic, error });
          continue;
        }
        taps.sent(group, card.message, outgoing);
        cards.remember(topic, { ...card, outgoing, group });
      }
    },
    insist(alert) {
      // Once: two chats that both refuse it would hand it to and fro for ever.
      if (insisted.has(alert)) return;
      insisted.add(alert);
      overdue.add(alert);
      poke();
    },
    async idle() {
      await working;
    },
    async finish() {
      finishing.abort();
      poke();
      await working;
    },
    stop() {
      finishing.abort();
      stop.abort();
    },
  };
}
