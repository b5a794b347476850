import { type Amendment, alertFor, amended, amendment, threadName } from '../bots/alertCards.ts';
import { type Chat, ChatError, isThread, type Outgoing, type Place, placeOn } from '../bots/chat.ts';
import { recentMap } from '../bots/recent.ts';
import type { Group, Taps } from '../bots/taps.ts';
import type { Desk } from '../core/desk/desk.ts';
import type { Outbox } from '../core/desk/outbox.ts';
import type { EventLog } from '../core/facts/eventLog.ts';
import type { EventOf } from '../core/facts/events.ts';
import type { Logger } from '../core/facts/logger.ts';
import type { Reply } from '../core/reply/reply.ts';
import { isOpen } from '../core/state/proposals.ts';

type Alert = EventOf<'alert'>;

/** Cards that are remembered with how they look; of older ones only the words are known. */
const CARDS = 500;

/** A message that goes on: where it is, how it looks, and its buttons. */
export type Card = {
  readonly place: Place;
  readonly message: string;
  /** How it looks now. */
  readonly outgoing: Outgoing;
  readonly group: Group | undefined;
  /** What has been written on it since it was sent, in the order in which it happened. */
  readonly story: readonly Line[];
};

/** A line that was written on a card, and the alert that it is of. */
type Line = Amendment & { readonly alert: string };

/** A card as it was sent: nothing is written on it yet. */
export const sentCard = (card: Omit<Card, 'story'>): Card => ({ ...card, story: [] });

/** The lines of a story that are shown: one that the next takes the place of only where it is the last. */
const shownOf = (story: readonly Line[]): readonly string[] =>
  story.flatMap(({ line, passing }, i) => (passing && i < story.length - 1 ? [] : [`→ ${line}`]));

/**
 * A card with one more line on it: once, and in its place, whichever is told first: the severest goes out first. With its last line it has
 * no buttons and calls nobody.
 */
function withLine(card: Card, next: Line): Card {
  const { story, outgoing } = card;
  if (story.some(({ alert }) => alert === next.alert)) return card;
  const { lines } = outgoing.reply;
  const longer = [...story, next].toSorted((a, b) => a.alert.localeCompare(b.alert, 'en', { numeric: true }));
  const own = lines.slice(0, lines.length - shownOf(story).length);
  const renewed = longer.findLast((one) => one.renewed !== undefined)?.renewed;
  const shown = [...(renewed === undefined ? own : [...own.slice(0, -1), renewed]), ...shownOf(longer)];
  const reply = { ...outgoing.reply, lines: shown };
  return { ...card, outgoing: { ...outgoing, reply, ...(next.ends ? { taps: [], mentions: [] } : {}) }, story: longer };
}

/** The cards that one platform shows, by topic, and the threads under them. */
export type Cards = {
  /** The card of a topic: as it was sent by this process, else its words as they stand in the log. */
  of(topic: string): Promise<Card | undefined>;
  remember(topic: string, card: Card): void;
  /** Draws a card anew. One that cannot be drawn any more keeps nothing back; throws ChatError where it may be possible later. */
  redraw(card: Card, outgoing: Outgoing): Promise<void>;
  /**
   * Writes on the cards that an alert goes on with or ends what became of them, in the words that their place may be told; what is ended
   * has no buttons any more. False where there is no such card. Throws as `redraw`.
   */
  amend(alert: Alert): Promise<boolean>;
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
  readonly taps: Pick<Taps, 'drop' | 'close' | 'sent'>;
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

  /** The newest alerts as they stood when a card of before was first wanted: later ones make cards that are remembered. Newest first. */
  let past: readonly Alert[] | undefined;
  async function alertsBefore(): Promise<readonly Alert[]> {
    const rows = past === undefined ? await log.history({ types: ['alert'], limit: CARDS }) : [];
    past ??= rows.flatMap(({ event }) => (event.type === 'alert' ? [event] : []));
    return past;
  }

  /** The card of a topic, with what was written on it before `next`, where that is told. */
  async function before(topic: string, next?: Alert): Promise<Card | undefined> {
    const known = cards.get(topic);
    if (known !== undefined) return known;
    const alerts = await alertsBefore();
    const asked = alerts.findIndex((alert) => alert.topic === topic);
    const alert = alerts[asked];
    const sent = alert === undefined ? undefined : await outbox.sentAs(channel, alert.id);
    if (alert === undefined || sent === undefined) return undefined;
    const place = placeOn(chat.platform, sent.place) ?? channel;
    const card = sentCard({
      place,
      message: sent.message,
      outgoing: { ...outgoingOf(alertFor(alert, place, desk.state()).reply), keepsPicture: alert.picture !== undefined },
      group: undefined,
    });
    const written = alerts.slice(alerts.findIndex(({ id }) => id === next?.id) + 1, asked);
    return written.reduceRight((so, later) => {
      const line = amendment(alertFor(later, place, desk.state()), topic);
      return line === undefined ? so : withLine(so, { ...line, alert: later.id });
    }, card);
  }

  /** Other messages show the end too: answers that had buttons to act on the card, lists, and questions about it. */
  async function closeOthers(topic: string, alert: Alert): Promise<void> {
    const isFlat = desk.state().account.positions.size === 0;
    const closed = taps.close(
      topic,
      chat.platform,
      ({ label }) => isFlat && topic.startsWith('position') && /^Flatten\b/.test(label),
    );
    for (const { group, left } of closed) {
      const { place, message, outgoing } = group;
      const next = amendment(alertFor(alert, place, desk.state()), topic);
      if (message === undefined || outgoing === undefined) continue;
      const lines = next === undefined ? outgoing.reply.lines : [...outgoing.reply.lines, `→ ${next.line}`];
      const shown = { ...outgoing, reply: { ...outgoing.reply, lines }, taps: left, mentions: [] };
      try {
        await chat.edit(place, message, shown);
        taps.sent(group, message, shown);
      } catch (error) {
        logger('bot', 'warn', 'the buttons of a card that has ended could not be taken off an answer', { place, topic, error });
      }
    }
  }

  /** Whether what an alert says of a card that waits is still so: what was held up may be over. */
  function stands({ about }: Alert): boolean {
    const proposal = desk.state().proposals.get(about?.proposal ?? '');
    return proposal === undefined || isOpen(proposal, desk.now());
  }

  return {
    of: (topic) => before(topic),
    remember: cards.set,
    redraw,
    async amend(alert) {
      let isShown = false;
      for (const topic of amended(alert)) {
        const card = await before(topic, alert);
        const next = card && amendment(alertFor(alert, card.place, desk.state()), topic);
        if (card === undefined || next === undefined || (next.passing && !stands(alert))) continue;
        if (next.ends && card.group !== undefined) taps.drop(card.group);
        const written = withLine(card, { ...next, alert: alert.id });
        await redraw(written, written.outgoing);
        cards.set(topic, written);
        isShown = true;
      }
      for (const topic of alert.ends?.cards ?? []) await closeOthers(topic, alert);
      return isShown;
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
