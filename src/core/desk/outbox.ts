import type { EventOf } from '../facts/events.ts';
import type { Severity } from '../facts/vocabulary.ts';
import type { Ms } from '../time.ts';

/** A message on its way to one channel. */
export type Pending = {
  readonly alert: string;
  readonly severity: Severity;
  readonly seq: number;
  /** How often it was tried in vain. */
  readonly attempts: number;
  readonly event: EventOf<'alert'>;
};

/** A message that was sent: the platform's id of it, and where it is when that is not the channel's own place. */
export type Sent = { readonly message: string; readonly place: string | undefined };

/** The stored outbox of one account: alerts are put into it by the log, in the transaction that records them. */
export type Outbox = {
  /** What is still to be sent on a channel: the severest first, then the oldest; with `after`, only what comes behind that. */
  pending(channel: string, limit?: number, after?: Pick<Pending, 'severity' | 'seq'>): Promise<readonly Pending[]>;
  /** `sent` is the message that carries it, where the platform has ids. */
  markSent(channel: string, alerts: readonly string[], at: Ms, sent?: Sent): Promise<void>;
  /** The message by which an alert was sent on a channel; undefined when it was not, or has no id there. */
  sentAs(channel: string, alert: string): Promise<Sent | undefined>;
  /** Counts an attempt in vain; the message stays pending unless it is dropped. */
  markFailed(channel: string, alerts: readonly string[], drop?: boolean): Promise<void>;
  /** What was dropped is pending again; nothing happens to what was sent. */
  renew(channel: string, alerts: readonly string[]): Promise<void>;
};
