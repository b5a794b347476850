import type { StoredEvent } from '../core/facts/eventLog.ts';
import { type DeskEvent, eventSchema } from '../core/facts/events.ts';
import { StoreError } from '../core/facts/storeError.ts';
import { bodyOf, eventOf } from '../core/facts/versions.ts';
import { type Head, rowHash } from './chain.ts';
import type { EventRow } from './tables.ts';

/** What is handed to the log: an event, and the replay step that gave it. */
export type LogEntry = Pick<StoredEvent, 'step' | 'event'>;

/** An event as it stands in the log, with the hash that stands for it and all before it. */
export type StoredRow = StoredEvent & { readonly hash: string };

export const numberOf = (value: bigint | null): number | null => (value === null ? null : Number(value));

const ADVICE = {
  newer:
    'A newer Countersign has written it. Start that version again, or a later one; nothing is lost, and no backup is needed.',
  unknown:
    'The row is as it was written, and a backup has the same one: start the version of Countersign that wrote this home, and report this message.',
};

/**
 * The event of a stored body, whichever version wrote it; `where` names it. Throws StoreError `broken`, with what to do, for one that
 * cannot be read.
 */
export function eventFrom(text: string, where: string): DeskEvent {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new StoreError('broken', `${where} holds no JSON`, { cause: error });
  }
  const event = eventOf(body);
  if ('unreadable' in event)
    throw new StoreError('broken', `${where} cannot be read here: ${event.says}`, { advice: ADVICE[event.unreadable] });
  return event;
}

/** A row with its event. Throws StoreError `broken` as `eventFrom` does. */
export const storedRow = ({ account, seq, type, step, body, hash }: EventRow): StoredRow => ({
  seq,
  step: numberOf(step),
  event: eventFrom(body, `row ${seq} of ${account}, "${type}",`),
  hash,
});

/** The rows of a batch, chained onto `head`. Throws StoreError `invalid` for an event that could not be read back. */
export function chained(account: string, head: Head, batch: readonly LogEntry[]): EventRow[] {
  let before = head.hash;
  return batch.map(({ step, event }, index) => {
    const checked = eventSchema.safeParse(event);
    if (!checked.success) {
      const issue = checked.error.issues[0];
      throw new StoreError('invalid', `the ${event.type} event is malformed at "${issue?.path.join('.')}": ${issue?.message}`);
    }
    const row = {
      account,
      seq: head.seq + 1 + index,
      at: BigInt(event.at),
      type: event.type,
      body: bodyOf(event),
      step: step === null ? null : BigInt(step),
    };
    before = rowHash(before, row);
    return { ...row, hash: before };
  });
}
