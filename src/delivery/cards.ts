import { alertFor, ending, threadName } from '../bots/alertCards.ts';
import { type Chat, ChatError, isThread, type Outgoing, type Place, placeOn } from '../bots/chat.ts';
import { recentMap } from '../bots/recent.ts';
import type { Group, Taps } from '../bots/taps.ts';
import type { Desk } from '../core/desk/desk.ts';
import type { Outbox } from '../core/desk/outbox.ts';
import type { EventLog } from '../core/facts/eventLog.ts';
import type { EventOf } from '../core/facts/events.ts';
import type { Logger } from '../core/facts/logger.ts';
import type { Reply } from '../core/reply/reply.ts';

type Alert = EventOf<'alert'>;

/** Cards that are remembered with how they look; of older ones only the words are known. */
const CARDS = 500;

/** A message that goes on: where it is, how it looks, and its buttons. */
export type Card = {
  readonly place: Place;
  readonly message: string;
  readonly outgoing: Outgoing;
  readonly group: Group | undefined;
};

/** The cards that one platform shows, by topic, and the threads under them. */
export type Cards = {
  /** The card of a topic: as it was sent by this process, else its words as they stand in the log. */
  of(topic: string): Promise<Card | undefined>;
  remember(topic: string, card: Card): void;
  /** Draws a card anew. One that cannot be drawn any more keeps nothing back; throws ChatError where it may be possible later. */
  redraw(card: Card, outgoing: Outgoing): Promise<void>;
  /**
   * Draws what an alert ends, the card and the reminder of it, for the last time: what became of it, in the words that its place may
   * be told, and no buttons. Nothing happens where the alert ends nothing. Throws as `redraw`.
   */
  end(alert: Alert): Promise<void>;
  /** The thread of a position under the card of its opening, opened where it is not yet; undefined where there can be none. */
  thread(card: Card, position: number): Promise<Place | undefined>;
  /** Gives the thread its last name, with the result. */
  name(thread: Place, position: number): Promise<void>;
};

export function createCards(given: {
  readonly chat: Chat;
  /** The channel of the outbox, which is the place of what has no place of its own. */
  readonly channel: Place;
  readonly outbox: Pick<Outbox, 'sentAs'>;
  readonly log: Pick<EventLog, 'history'>;
  readonly desk: Desk;
  readonly taps: Pick<Taps, 'drop'>;
  readonly logger: Logger;
  readonly outgoingOf: (reply: Reply) => Outgoing;
}): Cards {
  const { chat, channel, outbox, log, desk, taps, logger, outgoingOf } = given;
  const cards = recentMap<Card>(CARDS);
  /** By the place and the message of the card. */
  const threads = recentMap<Place>(CARDS);

  /** Trouble with a thread keeps no message back. */
  async function attempt<T>(position: number, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      logger('bot', 'warn', 'the thread of a position could not be opened or named', { position, error });
      return undefined;
    }
  }

  async function redraw({ place, message }: Card, outgoing: Outgoing): Promise<void> {
    try {
      await chat.edit(place, message, outgoing);
    } catch (error) {
      if (!(error instanceof ChatError) || error.kind === 'retry') throw error;
      logger('bot', 'warn', 'a card cannot be drawn anew: its place is gone or closed', { place, error });
    }
  }

  async function of(topic: string): Promise<Card | undefined> {
    const known = cards.get(topic);
    if (known !== undefined) return known;
    const rows = await log.history({ types: ['alert'], limit: CARDS });
    const alert = rows.map(({ event }) => event).find((event): event is Alert => event.type === 'alert' && event.topic === topic);
    const sent = alert === undefined ? undefined : await outbox.sentAs(channel, alert.id);
    if (alert === undefined || sent === undefined) return undefined;
    const place = placeOn(chat.platform, sent.place) ?? channel;
    return {
      place,
      message: sent.message,
      outgoing: { ...outgoingOf(alertFor(alert, place, desk.state()).reply), keepsPicture: alert.picture !== undefined },
      group: undefined,
    };
  }

  return {
    of,
    remember: cards.set,
    redraw,
    async end(alert) {
      for (const topic of alert.ends?.cards ?? []) {
        const card = await of(topic);
        const says = card && ending(alertFor(alert, card.place, desk.state()));
        if (card === undefined || says === undefined) continue;
        if (card.group !== undefined) taps.drop(card.group);
        const { reply } = card.outgoing;
        await redraw(card, {
          ...card.outgoing,
          reply: { ...reply, lines: [...reply.lines, `→ ${says}`] },
          taps: [],
          mentions: [],
        });
      }
    },
    async thread({ place, message }, position) {
      const key = `${place} ${message}`;
      const known = threads.get(key);
      if (known !== undefined || chat.thread === undefined || isThread(place)) return known;
      const opened = await attempt(position, async () => chat.thread?.(place, await threadName(position, place, desk), message));
      if (opened !== undefined) threads.set(key, opened);
      return opened;
    },
    async name(thread, position) {
      await attempt(position, async () => chat.thread?.(thread, await threadName(position, thread, desk)));
    },
  };
}
