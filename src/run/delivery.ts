import type { Listener } from '../core/desk.ts';
import type { EventOf } from '../core/events.ts';
import type { Ms } from '../core/time.ts';
import type { Outbox } from '../store/outbox.ts';

/** Messages that are printed before their marks are written; what a crash loses of them is printed again. */
const BATCH = 50;

export type Delivery = {
  /** Prints nothing itself: it notes that the terminal has just printed an alert. */
  readonly listener: Listener;
  /** Alerts that were stored and, as far as is known, never printed. */
  undelivered(): Promise<readonly EventOf<'alert'>[]>;
  flush(): Promise<void>;
};

/** Marks the alerts of one channel as delivered, at least once each: after they were shown, a batch at a time. */
export function deliver(outbox: Outbox, channel: string, now: () => Ms): Delivery {
  let shown: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    const batch = shown;
    shown = [];
    writing = writing.then(() => outbox.markSent(channel, batch, now()));
    return writing;
  };
  return {
    listener({ event }) {
      if (event.type !== 'alert') return;
      shown.push(event.id);
      if (shown.length >= BATCH) flush().catch(() => undefined);
    },
    async undelivered() {
      const pending = await outbox.pending(channel, 500);
      shown.push(...pending.map(({ alert }) => alert));
      return pending.map(({ event }) => event);
    },
    flush,
  };
}
