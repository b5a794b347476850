import type { EventLog } from '../core/facts/eventLog.ts';
import type { Logger } from '../core/facts/logger.ts';
import type { DoorRow } from '../core/facts/statements.ts';
import { MINUTE, type Ms, SECOND } from '../core/time.ts';
import { type Chat, type Place, placeOn } from './chat.ts';

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

export type SecretMessages = {
  /** A message with a secret of a person's was sent: what was shown to them before is taken away now, and this in its time. Never rejects. */
  shown(one: SecretMessage): Promise<void>;
  /** Takes away what an earlier process has left behind. Never rejects. */
  recover(chats: readonly Chat[]): Promise<void>;
  /** Takes away all that there is, each once. Never rejects. */
  clear(): Promise<void>;
};

const keyOf = ({ place, message }: Pick<SecretMessage, 'place' | 'message'>): string => `${place} ${message}`;

/**
 * Messages with secrets do not stay in a chat's history: each goes when the next one takes its place, after five minutes, or when the
 * desk ends. What is shown is written down, so that the start after a crash finds it.
 */
export function createSecretMessages(given: {
  readonly log: Pick<EventLog, 'history'>;
  /** Has rows made and written as one step of the desk, in turn with its commands. */
  readonly record: (rows: () => readonly DoorRow[]) => Promise<void>;
  /** The desk's clock, which rows carry. */
  readonly now: () => Ms;
  /** Waits on the wall clock; ends early when the signal is given. */
  readonly pause: (length: Ms, stop: AbortSignal) => Promise<void>;
  readonly logger: Logger;
}): SecretMessages {
  const { log, record, now, pause, logger } = given;
  const live = new Map<string, SecretMessage>();
  const ended = new AbortController();

  async function note({ place, message }: SecretMessage, state: 'shown' | 'gone'): Promise<void> {
    try {
      await record(() => [{ type: 'secretMessage', at: now(), place, message, state }]);
    } catch (error) {
      logger('bot', 'warn', 'what became of a message with a secret could not be kept', { place, state, error });
    }
  }

  /** False where it is to be tried again. */
  async function takeAway(one: SecretMessage): Promise<boolean> {
    if (!live.has(keyOf(one))) return true;
    try {
      if (!(await one.chat.remove(one.place, one.message))) return false;
    } catch (error) {
      logger('bot', 'warn', 'a message with a secret could not be taken away', { place: one.place, error });
      return false;
    }
    if (live.delete(keyOf(one))) await note(one, 'gone');
    return true;
  }

  async function takeAwayAfter(one: SecretMessage, length: Ms): Promise<void> {
    await pause(length, ended.signal);
    if (!ended.signal.aborted && !(await takeAway(one))) await takeAwayAfter(one, AGAIN);
  }

  return {
    async shown(one) {
      const before = [...live.values()].filter(({ person }) => person === one.person);
      live.set(keyOf(one), one);
      void takeAwayAfter(one, STAYS);
      await note(one, 'shown');
      for (const old of before) await takeAway(old);
    },
    async recover(chats) {
      try {
        const rows = await log.history({ types: ['secretMessage'], limit: ROWS });
        const seen = new Set<string>();
        for (const { event } of rows) {
          if (event.type !== 'secretMessage') continue;
          const { message, state } = event;
          // The newest row comes first and says how it is.
          const key = `${event.place} ${message}`;
          if (seen.has(key)) continue;
          seen.add(key);
          for (const chat of state === 'shown' ? chats : []) {
            const place = placeOn(chat.platform, event.place);
            if (place === undefined) continue;
            const one = { chat, place, message, person: undefined };
            live.set(key, one);
            void takeAwayAfter(one, 0);
          }
        }
      } catch (error) {
        logger('bot', 'warn', 'messages with secrets of an earlier run could not be looked for', { error });
      }
    },
    async clear() {
      ended.abort();
      await Promise.all([...live.values()].map(takeAway));
    },
  };
}
