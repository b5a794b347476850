import { broken } from './audit.ts';
import { type Head, rowsAfter } from './chain.ts';
import type { Database } from './database.ts';
import { journalFileOf, readJournal } from './journal.ts';
import type { StoredRow } from './rows.ts';

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
