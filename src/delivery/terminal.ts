import type { Outbox } from '../core/desk/outbox.ts';
import type { Listener, StoredEvent } from '../core/facts/eventLog.ts';
import type { EventOf } from '../core/facts/events.ts';
import { isHeldUp } from '../core/facts/storeError.ts';
import type { Ms } from '../core/time.ts';

/** Messages that are marked at once; a crash shows them again. */
const BATCH = 16;

export type Delivery = {
  /** Prints nothing itself: it notes that the terminal has just printed an alert. */
  readonly listener: Listener;
  /** Told of each batch once it is durable: what was shown of it can be marked, a mark on a row that is not there would be lost. */
  stored(batch: readonly Pick<StoredEvent, 'event'>[]): void;
  /** Alerts that were stored and, as far as is known, never printed, the oldest first. */
  undelivered(): Promise<readonly EventOf<'alert'>[]>;
  /** Marks whatever was shown; all of it must be durable. What cannot be marked now is shown once more by the next start. */
  flush(): Promise<void>;
};

/**
 * Marks the alerts of one channel as delivered, at least once each: after they were shown and stored, a batch at a time. `putOut` sends
 * off what was printed and still waits: what is marked is shown by no later start.
 */
export function deliver(outbox: Outbox, channel: string, now: () => Ms, putOut: () => void): Delivery {
  const shown = new Set<string>();
  const ready: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  const mark = (batch: readonly string[]): Promise<void> => {
    putOut();
    writing = writing.catch(() => undefined).then(() => outbox.markSent(channel, batch, now()));
    return writing;
  };
  return {
    listener({ event }) {
      if (event.type === 'alert') shown.add(event.id);
    },
    stored(batch) {
      for (const { event } of batch) if (event.type === 'alert' && shown.delete(event.id)) ready.push(event.id);
      if (ready.length >= BATCH) mark(ready.splice(0)).catch(() => undefined);
    },
    async undelivered() {
      const pending = await outbox.pending(channel, 500);
      ready.push(...pending.map(({ alert }) => alert));
      return pending.toSorted((a, b) => a.seq - b.seq).map(({ event }) => event);
    },
    async flush() {
      const left = [...ready.splice(0), ...shown];
      shown.clear();
      await mark(left).catch((error: unknown) => {
        if (!isHeldUp(error)) throw error;
      });
    },
  };
}
