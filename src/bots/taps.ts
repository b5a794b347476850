import type { Button } from '../core/reply/reply.ts';
import type { Ms } from '../core/time.ts';
import { actsOn } from './actsOn.ts';
import { asSent, type Outgoing, type Place, type Platform, type Tap } from './chat.ts';

/** Buttons that are remembered; those of older messages say that they are too old. */
const MOST = 20_000;

/** A tap this soon after its message changed was meant for what stood there before, ms. */
const CHANGED = 1_000;

/** Whose question a message asks, by the person's id, and which. */
export type Question = { readonly person: string; readonly question: number };

/** The buttons of one message. */
export type Group = {
  readonly place: Place;
  /** The command whose reply it is: a button of the same command draws the message anew instead of sending another. */
  readonly command: string | undefined;
  /** Whose question it is: nobody else answers it, and once. Undefined for buttons that anybody allowed to may tap. */
  readonly asked: Question | undefined;
  /** The line that a question is about. */
  readonly line: string | undefined;
  /** When it was sent, by our own clock: nobody can have tapped it before. */
  sentAt: Ms;
  /** Once it is sent: the message and how it looks. */
  message: string | undefined;
  outgoing: Outgoing | undefined;
  changedAt: Ms;
  readonly tokens: Set<string>;
};

type Meant = { readonly button: Button; readonly group: Group; readonly usedBy: Set<string> };

/** What a tap comes to. `used`: this person has tapped it before; `giveBack` lets them again, where nothing came of it. */
export type Taken =
  | { readonly kind: 'meant'; readonly button: Button; readonly group: Group; readonly giveBack: () => void }
  | { readonly kind: 'unknown' | 'elsewhere' | 'not theirs' | 'too soon' | 'used' };

export type Taps = {
  /** Tokens for the buttons of a message to be; `sent` is called with what became of it. */
  offer(
    place: Place,
    buttons: readonly Button[],
    of: Pick<Group, 'command' | 'asked'> & { readonly line?: string },
  ): { readonly taps: readonly Tap[]; readonly group: Group };
  sent(group: Group, message: string, outgoing: Outgoing): void;
  /** What a token stands for, tapped by a person in a place. A line that acts counts once for each person. */
  take(token: string, place: Place, person: string, acts: (line: string) => boolean): Taken;
  /** The buttons of a message work no more. */
  drop(group: Group): void;
  /**
   * What acts on a card, or what `also` names, works no more on a platform: the messages that have such buttons, and the buttons that are
   * left to them.
   */
  close(
    topic: string,
    platform: Platform,
    also: (button: Button) => boolean,
  ): readonly { readonly group: Group; readonly left: readonly Tap[] }[];
};

/**
 * What the buttons in the chats stand for. A token is drawn at random, so that it can neither be guessed nor made; it is known
 * only to this process, so that a tap from before a restart means nothing.
 */
export function createTaps(given: { readonly token: () => string; readonly now: () => Ms }): Taps {
  const known = new Map<string, Meant>();
  const drop = (group: Group): void => {
    for (const token of group.tokens) known.delete(token);
    group.tokens.clear();
  };
  return {
    offer(place, buttons, { command, asked, line }) {
      const group: Group = {
        place,
        command,
        asked,
        line,
        sentAt: given.now(),
        message: undefined,
        outgoing: undefined,
        changedAt: given.now(),
        tokens: new Set(),
      };
      const taps = buttons.map((button): Tap => {
        const token = given.token();
        known.set(token, { button, group, usedBy: new Set() });
        group.tokens.add(token);
        return { label: button.label, token, ...(button.asks === undefined ? {} : { asks: button.asks }) };
      });
      for (const token of known.keys()) {
        if (known.size <= MOST) break;
        known.delete(token);
      }
      return { taps, group };
    },
    sent(group, message, outgoing) {
      // A first drawing is not a change: nobody can have aimed at what was not there.
      if (group.message !== undefined) group.changedAt = given.now();
      else {
        group.changedAt = Number.NEGATIVE_INFINITY;
        group.sentAt = given.now();
      }
      group.message = message;
      group.outgoing = asSent(outgoing);
    },
    take(token, place, person, acts) {
      const meant = known.get(token);
      if (meant === undefined) return { kind: 'unknown' };
      const { button, group, usedBy } = meant;
      if (group.place !== place) return { kind: 'elsewhere' };
      if (group.asked !== undefined && group.asked.person !== person) return { kind: 'not theirs' };
      if (given.now() - group.changedAt < CHANGED) return { kind: 'too soon' };
      if (acts(button.line)) {
        if (usedBy.has(person)) return { kind: 'used' };
        usedBy.add(person);
      }
      return { kind: 'meant', button, group, giveBack: () => usedBy.delete(person) };
    },
    drop,
    close(topic, platform, also) {
      const closed = new Set<Group>();
      for (const [token, { button, group }] of known) {
        if (!group.place.startsWith(`${platform}:`)) continue;
        // All buttons of a question are about its line.
        if (actsOn(group.asked === undefined ? button.line : (group.line ?? '')) !== topic && !also(button)) continue;
        known.delete(token);
        group.tokens.delete(token);
        closed.add(group);
      }
      return [...closed].map((group) => ({
        group,
        left: (group.outgoing?.taps ?? []).filter(({ token }) => group.tokens.has(token)),
      }));
    },
  };
}
