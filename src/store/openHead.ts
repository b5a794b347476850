import { StoreError } from '../core/facts/storeError.ts';
import { counted } from '../core/reply/format.ts';
import { broken, chainCheck } from './audit.ts';
import { firstRow, genesis, lastRow, rowAt, rowsAfter } from './chain.ts';
import type { Database } from './database.ts';
import { readHead, type Witness, writeHead } from './head.ts';
import { journalFileOf, WITHOUT_IT } from './journal.ts';
import type { StoredRow } from './rows.ts';
import { lackOf, type SecondHead, unheardOf } from './secondHead.ts';
import { assertFollows, waitingFor } from './waiting.ts';

/** The way out for somebody who knows that it is right. */
const ACCEPTING = 'To go on with the log as it stands: npx countersign audit accept. That becomes a row of it.';

/** A log as it is opened: its head, and the rows of its journal that it lacks, which come after that. */
export type OpenedHead = Witness & { readonly waiting: readonly StoredRow[] };

/** Holds a log that is whole by itself, with what waits in its journal, against its second head, which hears of both. */
async function holdAgainst(
  { file, head: kept }: SecondHead,
  database: Database,
  headFile: string,
  { waiting, ...head }: OpenedHead,
): Promise<void> {
  const lack = kept === undefined ? undefined : await lackOf(database, head, kept, waiting);
  if (lack === undefined) {
    const strange = kept === undefined ? 0 : unheardOf(kept, waiting);
    if (strange === 0) return;
    throw new StoreError(
      'broken',
      `${journalFileOf(headFile)} holds ${counted(strange, 'row')} of which the second head has not heard (${file})`,
      { advice: `Somebody else may have written it. ${WITHOUT_IT} To take it in: npx countersign audit accept.` },
    );
  }
  throw new StoreError('broken', `the log of ${kept?.account} is not the newest: ${lack} (${file})`, {
    advice: `An older backup was restored, or the account went on elsewhere: a copy of this home, or another machine. Start the newest home. ${ACCEPTING}`,
  });
}

/**
 * Holds the database against the heads kept outside, and moves them forward over rows they had not heard of. Throws StoreError `broken`
 * where they do not agree.
 */
export async function openHead(database: Database, account: string, file: string, second?: SecondHead): Promise<OpenedHead> {
  const witness = await openFirst(database, account, file);
  const opened = { ...witness, waiting: await waitingFor(database, account, file, witness) };
  await assertFollows(database, account, file, opened);
  if (second !== undefined) {
    await holdAgainst(second, database, file, opened);
    // What waits is vouched for until it is in the log.
    if (opened.waiting.length === 0) second.keep(opened);
  }
  return opened;
}

async function openFirst(database: Database, account: string, file: string): Promise<Witness> {
  const first = await firstRow(database, account);
  if (first !== undefined && first.seq < 1)
    throw broken(account, `row ${first.seq} was never written: rows are counted from 1 on`);
  const witness = await readHead(file);
  const last = await lastRow(database, account);
  if (witness === undefined) {
    if (last !== undefined) {
      throw broken(
        account,
        `it has ${last.seq} rows, but the head kept outside the database is gone (${file})`,
        `Restore that file. ${ACCEPTING}`,
      );
    }
    const empty = { ...genesis(account), snapshots: [] };
    await writeHead(file, empty);
    return empty;
  }
  const end = last?.seq ?? 0;
  if (witness.seq > end) {
    throw broken(
      account,
      `it ends at row ${end}, but row ${witness.seq} had been written (${file})`,
      `Was an old backup restored? Restore database and audit folder from the same one. ${ACCEPTING}`,
    );
  }
  const before = witness.seq === 0 ? genesis(account) : await rowAt(database, account, witness.seq);
  if (before?.hash !== witness.hash) throw broken(account, `row ${witness.seq} is not the one that ${file} names`);
  // A crash between the commit and the head's file leaves a few rows that the file has not heard of.
  const check = chainCheck(witness);
  for await (const row of rowsAfter(database, account, witness.seq)) {
    const fault = check.next(row);
    if (fault !== undefined) throw broken(account, fault.says);
  }
  const opened = { ...check.head, snapshots: witness.snapshots };
  if (opened.seq > witness.seq) await writeHead(file, opened);
  return opened;
}
