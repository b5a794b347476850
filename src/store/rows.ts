import type { StoredEvent } from '../core/facts/eventLog.ts';
import { type DeskEvent, eventSchema } from '../core/facts/events.ts';
import { settingsSchema } from '../core/facts/settings.ts';
import { StoreError } from '../core/facts/storeError.ts';
import { type Head, rowHash } from './chain.ts';
import type { EventRow } from './tables.ts';

/** What is handed to the log: an event, and the replay step that gave it. */
export type Entry = Pick<StoredEvent, 'step' | 'event'>;

/** An event as it stands in the log, with the hash that stands for it and all before it. */
export type StoredRow = StoredEvent & { readonly hash: string };

export const numberOf = (value: bigint | null): number | null => (value === null ? null : Number(value));

const isEvent = (value: unknown): value is DeskEvent => eventSchema.safeParse(value).success;

/**
 * The event of a row, with its keys in the order in which they were written, so that it prints to the same bytes again; the
 * schema's own order is another. Settings alone get what newer versions have added. Throws StoreError `broken`.
 */
export function storedRow(row: EventRow): StoredRow {
  let event: unknown;
  try {
    event = JSON.parse(row.body);
  } catch (error) {
    throw new StoreError('broken', `row ${row.seq} of ${row.account} holds no JSON`, { cause: error });
  }
  if (!isEvent(event)) {
    const wrong = eventSchema.safeParse(event).error?.issues[0];
    const where = wrong === undefined ? '' : `: ${wrong.path.join('.')} ${wrong.message}`;
    throw new StoreError('broken', `row ${row.seq} of ${row.account} is no event this version knows (${row.type}${where})`);
  }
  const complete: DeskEvent = event.type === 'settings' ? { ...event, values: settingsSchema.parse(event.values) } : event;
  return { seq: row.seq, step: numberOf(row.step), event: complete, hash: row.hash };
}

/** The rows of a batch, chained onto `head`. Throws StoreError `invalid` for an event that could not be read back. */
export function chained(account: string, head: Head, batch: readonly Entry[]): EventRow[] {
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
      body: JSON.stringify(event),
      step: step === null ? null : BigInt(step),
    };
    before = rowHash(before, row);
    return { ...row, hash: before };
  });
}
