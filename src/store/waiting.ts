import { messageOf } from '../core/facts/messageOf.ts';
import { StoreError } from '../core/facts/storeError.ts';
import { evolve } from '../core/state/evolve.ts';
import { broken, checkedRows } from './audit.ts';
import { genesis, type Head, rowsAfter } from './chain.ts';
import type { Database } from './database.ts';
import type { Witness } from './head.ts';
import { journalFileOf, readJournal, WITHOUT_IT } from './journal.ts';
import type { StoredRow } from './rows.ts';
import { readSnapshots } from './snapshots.ts';
import { standingIn } from './standing.ts';

/**
 * The rows of the journal beside a head's file that the log, which ends at `end`, lacks: some, or all, may have been committed without
 * that being heard. Throws StoreError `broken` for a journal that does not go on where the log ends.
 */
export async function waitingFor(
  database: Database,
  account: string,
  headFile: string,
  end: Head,
): Promise<readonly StoredRow[]> {
  const file = journalFileOf(headFile);
  const { after, rows } = (await readJournal(file)) ?? { after: end, rows: [] };
  let found = 0;
  if (after.seq < end.seq) {
    for await (const { hash } of rowsAfter(database, account, after.seq)) {
      if (found === rows.length || rows[found]?.hash !== hash) break;
      found += 1;
    }
  }
  const goesOn = end.seq === after.seq + found && end.hash === (rows[found - 1]?.hash ?? after.hash);
  if (found < rows.length && !goesOn)
    throw broken(
      account,
      `${file} holds what came after row ${after.seq}, and the log goes on otherwise from there`,
      'Move that file away to start without what is in it.',
    );
  return rows.slice(found);
}

/**
 * Looks, before any of it is taken into the log, whether what waits can have happened after it: a row that does not follow would stand
 * in it for ever, and no desk could be opened on it. Throws StoreError `broken`.
 */
export async function assertFollows(
  database: Database,
  account: string,
  headFile: string,
  { waiting, ...head }: Witness & { readonly waiting: readonly StoredRow[] },
): Promise<void> {
  if (waiting.length === 0) return;
  const log = {
    head,
    lastStep: () => Promise.resolve(undefined),
    snapshots: () => readSnapshots(database, account, head.snapshots),
    read: (after = genesis(account)) => checkedRows(database, account, after, head),
  };
  const { state } = await standingIn(log, false);
  for (const { seq, event } of waiting) {
    try {
      evolve(state, event);
    } catch (cause) {
      throw new StoreError(
        'broken',
        `${journalFileOf(headFile)} holds a ${event.type}, row ${seq}, that cannot have happened after the log of ${account}: ${messageOf(cause)}`,
        { advice: WITHOUT_IT, cause },
      );
    }
  }
}
