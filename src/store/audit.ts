import { StoreError } from '../core/facts/storeError.ts';
import { firstRow, genesis, type Head, rowHash, rowsAfter } from './chain.ts';
import type { Database } from './database.ts';
import { type StoredRow, storedRow } from './rows.ts';
import type { EventRow } from './tables.ts';

/** What is wrong with a log: `added` a row that was never written, `changed` one is not what was written, `missing` one is gone, `reordered`, `cut off` at the end. */
export type ChainFault = {
  readonly fault: 'added' | 'changed' | 'missing' | 'reordered' | 'cut off';
  /** The first row that is wrong. */
  readonly seq: number;
  readonly says: string;
};

export type AuditResult =
  | {
      readonly ok: true;
      readonly head: Head;
      /** Rows newer than the head that was kept outside: a crash, or a desk at work, leaves a few. */
      readonly beyond: number;
    }
  | ({ readonly ok: false } & ChainFault);

/**
 * Checks rows one by one against the chain, starting after `from`. `witness` is the head kept outside the database.
 * The answer is undefined while all is well.
 */
export function chainCheck(
  from: Head,
  witness?: Head,
): { next(row: EventRow): ChainFault | undefined; end(): ChainFault | undefined; readonly head: Head } {
  let head = from;
  return {
    get head() {
      return head;
    },
    next(row) {
      const seq = head.seq + 1;
      if (row.seq !== seq) return { fault: 'missing', seq, says: `row ${seq} is missing; after ${head.seq} comes ${row.seq}` };
      if (rowHash(head.hash, row) !== row.hash)
        return { fault: 'changed', seq, says: `row ${seq} is not the row that was written` };
      head = { seq, hash: row.hash };
      if (witness?.seq === seq && witness.hash !== row.hash) {
        return {
          fault: 'changed',
          seq,
          says: `the rows up to ${seq} hang together but are not those of the head kept outside: rewritten`,
        };
      }
      return undefined;
    },
    end() {
      if (witness === undefined || head.seq >= witness.seq) return undefined;
      const says = `the log ends at row ${head.seq}, the head kept outside is row ${witness.seq}: the rows after it were cut off`;
      return { fault: 'cut off', seq: head.seq + 1, says };
    },
  };
}

/** What a log is called that is not as it was written. */
export const broken = (account: string, says: string, advice?: string): StoreError =>
  new StoreError('broken', `the log of ${account} is not whole: ${says}`, advice === undefined ? {} : { advice });

/**
 * The rows after `after`, in order and a page at a time, each checked against the chain, up to the head kept outside or beyond. Throws
 * StoreError `broken` at the first fault.
 */
export async function* checkedRows(database: Database, account: string, after: Head, witness: Head): AsyncGenerator<StoredRow> {
  const check = chainCheck(after, witness);
  for await (const row of rowsAfter(database, account, after.seq)) {
    const fault = check.next(row);
    if (fault !== undefined) throw broken(account, fault.says);
    yield storedRow(row);
  }
  const cut = check.end();
  if (cut !== undefined) throw broken(account, cut.says);
}

/** A row that does not fit may be one that stands elsewhere: the true one is then found further on under another number. */
async function movedTo(database: Database, account: string, head: Head): Promise<number | undefined> {
  for await (const row of rowsAfter(database, account, head.seq + 1)) {
    if (rowHash(head.hash, { ...row, seq: head.seq + 1 }) === row.hash) return row.seq;
  }
  return undefined;
}

/**
 * Walks the whole chain of an account and says whether every row is the one that was written, in order, up to `head` (as
 * readHead gives it), or the first fault. `each` is given every row that is right.
 */
export async function verifyLog(
  database: Database,
  account: string,
  head: Head | undefined,
  each: (row: EventRow) => void = () => undefined,
): Promise<AuditResult> {
  const first = await firstRow(database, account);
  if (first !== undefined && first.seq < 1)
    return { ok: false, fault: 'added', seq: first.seq, says: 'rows are counted from 1 on; this one was never written' };
  const check = chainCheck(genesis(account), head);
  for await (const row of rowsAfter(database, account, 0)) {
    const fault = check.next(row);
    if (fault === undefined) {
      each(row);
      continue;
    }
    const found = await movedTo(database, account, check.head);
    if (found === undefined) return { ok: false, ...fault };
    return { ok: false, fault: 'reordered', seq: fault.seq, says: `the row that was written as ${fault.seq} stands at ${found}` };
  }
  const cut = check.end();
  return cut === undefined ? { ok: true, head: check.head, beyond: check.head.seq - (head?.seq ?? 0) } : { ok: false, ...cut };
}
