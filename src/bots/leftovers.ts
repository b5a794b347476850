import type { EventLog } from '../core/facts/eventLog.ts';
import type { EventOf } from '../core/facts/events.ts';
import type { Logger } from '../core/facts/logger.ts';
import type { DoorRow } from '../core/facts/statements.ts';
import { MINUTE, type Ms, SECOND } from '../core/time.ts';
import { type Chat, ChatError, type Place, placeOn } from './chat.ts';

/** How long a message with a secret stays at most, ms. */
const STAYS: Ms = 5 * MINUTE;
/** How long a platform that could not take one away is left alone, ms. */
const AGAIN: Ms = 10 * SECOND;
/** Rows that the next start looks through. */
const ROWS = 200;

/** A message of ours that holds a secret; whose it is, is known only to the process that showed it. */
type SecretMessage = {
  readonly chat: Chat;
  readonly place: Place;
  readonly message: string;
  readonly person: string | undefined;
};

export type Leftovers = {
  /** A message with a secret of a person's was sent: what was shown to them before is taken away now, and this in its time. Never rejects. */
  shown(one: SecretMessage): Promise<void>;
  /** A message with buttons that act on a card was sent: no later process knows what they stand for. Never rejects. */
  offered(one: Pick<SecretMessage, 'place' | 'message'>): Promise<void>;
  /** Takes away secrets that an earlier process has left behind, and the buttons off its messages. Never rejects. */
  recover(chats: readonly Chat[]): Promise<void>;
  /** Takes away every secret that there is, each tried once. Never rejects. */
  clear(): Promise<void>;
};

const keyOf = ({ place, message }: Pick<SecretMessage, 'place' | 'message'>): string => `${place} ${message}`;

type Row = Omit<EventOf<'leftover'>, 'type' | 'at'>;

/**
 * What of our messages must not stay as it is. Those with secrets do not stay in a chat's history: each goes when the next one takes its place, after five minutes, or when the
 * desk ends. What is shown is written down, so that the start after a crash finds it.
 */
export function createLeftovers(given: {
  readonly log: Pick<EventLog, 'history'>;
  /** Has rows made and written as one step of the desk, in turn with its commands. */
  readonly record: (rows: () => readonly DoorRow[]) => Promise<void>;
  /** The desk's clock, which rows carry. */
  readonly now: () => Ms;
  /** Waits on the wall clock; ends early when the signal is given. */
  readonly pause: (length: Ms, stop: AbortSignal) => Promise<void>;
  readonly logger: Logger;
}): Leftovers {
  const { log, record, now, pause, logger } = given;
  const live = new Map<string, SecretMessage>();
  const ended = new AbortController();

  async function note({ place, message, holds, state }: Row): Promise<void> {
    try {
      await record(() => [{ type: 'leftover', at: now(), place, message, holds, state }]);
    } catch (error) {
      logger('bot', 'warn', 'what became of a message could not be kept', { place, holds, state, error });
    }
  }

  const noteSecret = ({ place, message }: SecretMessage, state: Row['state']): Promise<void> =>
    note({ place, message, holds: 'secret', state });

  /** False where it is to be tried again. */
  async function takeAway(one: SecretMessage): Promise<boolean> {
    if (!live.has(keyOf(one))) return true;
    try {
      if (!(await one.chat.remove(one.place, one.message))) return false;
    } catch (error) {
      logger('bot', 'warn', 'a message with a secret could not be taken away', { place: one.place, error });
      return false;
    }
    if (live.delete(keyOf(one))) await noteSecret(one, 'gone');
    return true;
  }

  async function takeAwayAfter(one: SecretMessage, length: Ms): Promise<void> {
    await pause(length, ended.signal);
    if (!ended.signal.aborted && !(await takeAway(one))) await takeAwayAfter(one, AGAIN);
  }

  /** Where the platform is not reached now it is tried once more by the next start. */
  async function takeButtonsOff({ chat, place, message }: SecretMessage): Promise<void> {
    try {
      await chat.strip(place, message);
    } catch (error) {
      logger('bot', 'warn', 'the buttons of a message of an earlier run could not be taken off', { place, error });
      if (error instanceof ChatError && error.kind === 'retry') return;
    }
    await note({ place, message, holds: 'buttons', state: 'gone' });
  }

  return {
    async shown(one) {
      const before = [...live.values()].filter(({ person }) => person === one.person);
      live.set(keyOf(one), one);
      void takeAwayAfter(one, STAYS);
      await noteSecret(one, 'shown');
      for (const old of before) await takeAway(old);
    },
    offered: ({ place, message }) => note({ place, message, holds: 'buttons', state: 'shown' }),
    async recover(chats) {
      try {
        const rows = await log.history({ types: ['leftover'], limit: ROWS });
        const seen = new Set<string>();
        for (const { event } of rows) {
          if (event.type !== 'leftover') continue;
          const { message, holds, state } = event;
          // The newest row comes first and says how it is.
          const key = `${event.place} ${message}`;
          if (seen.has(key)) continue;
          seen.add(key);
          for (const chat of state === 'shown' ? chats : []) {
            const place = placeOn(chat.platform, event.place);
            if (place === undefined) continue;
            const one = { chat, place, message, person: undefined };
            if (holds === 'secret') {
              live.set(key, one);
              void takeAwayAfter(one, 0);
            } else void takeButtonsOff(one);
          }
        }
      } catch (error) {
        logger('bot', 'warn', 'what an earlier run has left in the chats could not be looked for', { error });
      }
    },
    async clear() {
      ended.abort();
      await Promise.all([...live.values()].map(takeAway));
    },
  };
}
