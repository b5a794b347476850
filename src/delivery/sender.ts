import { alertCard, alertFor, buttonsOf, threadOf } from '../bots/alertCards.ts';
import { alertPicture } from '../bots/alertPictures.ts';
import { called } from '../bots/called.ts';
import { asSent, type Chat, ChatError, type Outgoing, type Place, plainMessage } from '../bots/chat.ts';
import type { Taps } from '../bots/taps.ts';
import type { Desk } from '../core/desk/desk.ts';
import type { Outbox } from '../core/desk/outbox.ts';
import { ANSWERS } from '../core/facts/alertData.ts';
import type { EventLog } from '../core/facts/eventLog.ts';
import type { EventOf } from '../core/facts/events.ts';
import type { Logger } from '../core/facts/logger.ts';
import { textIn } from '../core/reply/languages/list.ts';
import type { Picture } from '../core/reply/picture.ts';
import { proposalTopic } from '../core/reply/topics.ts';
import { hidesMoney, languageOf } from '../core/state/messagePreferences.ts';
import { type Card, createCards, sentCard } from './cards.ts';
import { type Due, placeNamed } from './due.ts';

type Alert = EventOf<'alert'>;

export type ChatSenderOptions = {
  readonly chat: Chat;
  /** Where all goes that has no place of its own; the outbox knows the platform by it. */
  readonly place: Place;
  readonly outbox: Pick<Outbox, 'sentAs' | 'markSent'>;
  readonly log: Pick<EventLog, 'history'>;
  readonly desk: Desk;
  readonly taps: Taps;
  readonly logger: Logger;
  readonly draw: (picture: Picture) => Promise<Uint8Array>;
};

/** Writes alerts into the places of one platform, in the words that each place may be told. Throws ChatError and StoreError. */
export type ChatSender = {
  /** Sends an alert as a message of its own, and marks it as sent. */
  alone(due: Due): Promise<void>;
  /** Sends alerts as one message without a sound, and marks them as sent. */
  together(events: readonly Alert[], room: Place): Promise<void>;
  /** Sends nothing, and says whether a card shows it; the cards that the alert goes on with or ends show it. */
  amend(event: Alert): Promise<boolean>;
  /** Gives the cards that still wait for an answer fresh buttons: the old ones died with the last process. */
  revive(): Promise<void>;
};

/** What must not wait behind the answers to people who ask a lot. */
const isUrgent = ({ severity, urgent }: Alert): boolean => severity === 'critical' || urgent === true;

export function createChatSender(options: ChatSenderOptions): ChatSender {
  const { chat, place, outbox, desk, taps, logger, draw } = options;

  const outgoingOf = (reply: Outgoing['reply'], rest: Partial<Outgoing> = {}): Outgoing => ({
    ...plainMessage(desk.label, reply),
    ...rest,
  });

  const cards = createCards({ ...options, channel: place, outgoingOf: (reply) => outgoingOf(reply) });

  async function pictureOf(alert: Alert, at: Place): Promise<Uint8Array | undefined> {
    try {
      const picture = await alertPicture(alert, desk);
      const hidden = picture?.kind === 'equity' && hidesMoney(desk.state().notices, at);
      return picture === undefined || hidden ? undefined : await draw(picture);
    } catch (error) {
      logger('bot', 'warn', 'a picture could not be drawn; the alert goes without it', { error });
      return undefined;
    }
  }

  /** Tries one place after the other, the usual one last, until one is there to be written to. */
  async function firstOf<T>(wanted: readonly Place[], write: (at: Place) => Promise<T>): Promise<T> {
    const usual = placeNamed(place, { platform: chat.platform, place, state: desk.state() });
    const [to = usual, ...left] = [...new Set([...wanted, usual])];
    try {
      return await write(to);
    } catch (error) {
      if (left.length === 0 || !(error instanceof ChatError) || error.kind === 'retry') throw error;
      logger('bot', 'warn', 'a place cannot be written to; what belongs there goes elsewhere', { place: to, to: left[0], error });
      return firstOf(left, write);
    }
  }

  /** What was sent and could not be marked so, by alert: it is only marked when it comes up again. */
  const unmarked = new Map<string, () => Promise<void>>();

  /** Marks alerts as sent; where the store fails, the next attempt marks them and sends nothing. Throws StoreError. */
  async function mark(events: readonly Alert[], as?: Parameters<Outbox['markSent']>[3]): Promise<void> {
    const marking = (ids: readonly string[]) => outbox.markSent(place, ids, desk.now(), as);
    for (const { id } of events) unmarked.set(id, () => marking([id]));
    await marking(events.map(({ id }) => id));
    for (const { id } of events) unmarked.delete(id);
  }

  /** Marks those that were sent before; gives the others. Throws StoreError. */
  async function notSent(events: readonly Alert[]): Promise<readonly Alert[]> {
    const others = events.filter(({ id }) => !unmarked.has(id));
    for (const { id } of events) {
      await unmarked.get(id)?.();
      unmarked.delete(id);
    }
    return others;
  }

  /** Sends an alert to one place as a message of its own; gives it as a card. */
  async function post(event: Alert, at: Place, silent: boolean, before?: Card): Promise<Card> {
    // The words are for the place that is written to: the one that was wanted may be told more.
    const { buttons = [], ...words } = alertCard(event, at, desk);
    const picture = await pictureOf(event, at);
    const { taps: offered, group } = taps.offer(at, buttons, { command: undefined, asked: undefined });
    const replyTo = before?.place === at ? before.message : undefined;
    const mentions = silent ? [] : called(event, { platform: chat.platform, place: at }, desk.state());
    const outgoing = outgoingOf(words, { taps: offered, picture, silent, urgent: isUrgent(event), replyTo, mentions });
    const message = await chat.send(at, outgoing);
    taps.sent(group, message, outgoing);
    return sentCard({ place: at, message, outgoing: asSent(outgoing), group });
  }

  /** The private chats that have been told an alert whose own message is not out yet, by alert. */
  const toldBesides = new Map<string, Set<Place>>();

  /** Tells an alert in private; who cannot be written to misses it. Throws ChatError where another try may do it. */
  async function tellBesides({ event, besides }: Pick<Due, 'event' | 'besides'>): Promise<void> {
    const told = toldBesides.get(event.id) ?? new Set();
    toldBesides.set(event.id, told);
    for (const { place: at, silent } of besides) {
      if (told.has(at)) continue;
      try {
        await post(event, at, silent);
      } catch (error) {
        if (!(error instanceof ChatError) || error.kind === 'retry') throw error;
        logger('bot', 'warn', 'somebody cannot be told in private', { place: at, error });
      }
      told.add(at);
    }
  }

  return {
    async alone({ event, room, silent, besides }) {
      if ((await notSent([event])).length === 0) return;
      await tellBesides({ event, besides });
      const { follows, ends } = event;
      const position = threadOf(event);
      const before = follows === undefined ? undefined : await cards.of(follows);
      await cards.amend(event);
      const thread = before === undefined || position === undefined ? undefined : await cards.thread(before, position);
      const card = await firstOf(thread === undefined ? [room] : [thread, room], (at) => post(event, at, silent, before));
      toldBesides.delete(event.id);
      cards.remember(event.topic, card);
      await mark([event], { message: card.message, place: card.place === place ? undefined : card.place });
      if (position === undefined) return;
      if (follows === undefined) await cards.thread(card, position);
      if (thread !== undefined && ends !== undefined) await cards.name(thread, position);
    },
    async together(gathered, room) {
      const events = await notSent(gathered);
      if (events.length === 0) return;
      // What ends a card ends it also where its own message is one of many.
      for (const event of events) {
        const { follows, ends } = event;
        const position = threadOf(event);
        await cards.amend(event);
        if (follows === undefined || ends === undefined) continue;
        const before = position === undefined ? undefined : await cards.of(follows);
        const thread = before === undefined || position === undefined ? undefined : await cards.thread(before, position);
        if (thread !== undefined && position !== undefined) await cards.name(thread, position);
      }
      await firstOf([room], (at) => {
        const lines = events.map((event) => alertFor(event, at, desk.state()).reply.title);
        const title = textIn(languageOf(desk.state().notices, at), `${events.length} messages in one`);
        return chat.send(at, outgoingOf({ title, lines }));
      });
      await mark(events);
    },
    amend: (event) => cards.amend(event),
    async revive() {
      for (const proposal of desk.state().proposals.values()) {
        if (proposal.status !== 'waiting') continue;
        const topic = proposalTopic(proposal.id);
        const card = await cards.of(topic);
        if (card === undefined) continue;
        const buttons = buttonsOf(ANSWERS, { proposal: proposal.id }, card.place, desk);
        const { taps: offered, group } = taps.offer(card.place, buttons, { command: undefined, asked: undefined });
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
  };
}
