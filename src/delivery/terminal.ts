import type { Outbox } from '../core/desk/outbox.ts';
import type { Listener } from '../core/facts/eventLog.ts';
import type { EventOf } from '../core/facts/events.ts';
import type { Ms } from '../core/time.ts';

/** Messages that are marked at once. Up to twice as many are unmarked at any time; a crash shows them again. */
const BATCH = 16;

export type Delivery = {
  /** Prints nothing itself: it notes that the terminal has just printed an alert. */
  readonly listener: Listener;
  /** Alerts that were stored and, as far as is known, never printed, the oldest first. */
  undelivered(): Promise<readonly EventOf<'alert'>[]>;
  flush(): Promise<void>;
};

/** Marks the alerts of one channel as delivered, at least once each: after they were shown, a batch at a time. */
export function deliver(outbox: Outbox, channel: string, now: () => Ms): Delivery {
  const shown: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  const mark = (batch: readonly string[]): Promise<void> => {
    writing = writing.catch(() => undefined).then(() => outbox.markSent(channel, batch, now()));
    return writing;
  };
  const flush = (): Promise<void> => mark(shown.splice(0));
  return {
    listener({ event }) {
      if (event.type !== 'alert') return;
      shown.push(event.id);
      // The newest are kept back: their turn may not be durable yet, and a mark on a row that is not there is lost.
      if (shown.length >= 2 * BATCH) mark(shown.splice(0, BATCH)).catch(() => undefined);
    },
    async undelivered() {
      const pending = await outbox.pending(channel, 500);
      shown.push(...pending.map(({ alert }) => alert));
      return pending.toSorted((a, b) => a.seq - b.seq).map(({ event }) => event);
    },
    flush,
  };
}
