import { StoreError } from '../core/facts/storeError.ts';
import { chainCheck } from './audit.ts';
import { firstRow, genesis, type Head, lastRow, rowAt, rowsAfter } from './chain.ts';
import type { Database } from './database.ts';
import { readHead, type Witness, writeHead } from './head.ts';
import { lackOf, type SecondHead } from './secondHead.ts';

/** What a log is called that is not as it was written. */
export const broken = (account: string, says: string, advice?: string): StoreError =>
  new StoreError('broken', `the log of ${account} is not whole: ${says}`, advice === undefined ? {} : { advice });

/** The way out for somebody who knows that it is right. */
const ACCEPTING = 'To go on with the log as it stands: npx countersign audit accept. That becomes a row of it.';

/** Holds a log that is whole by itself against its second head. */
async function holdAgainst({ file, head: kept }: SecondHead, database: Database, head: Head): Promise<void> {
  const lack = kept === undefined ? undefined : await lackOf(database, head, kept);
  if (lack === undefined) return;
  throw new StoreError('broken', `the log of ${kept?.account} is not the newest: ${lack} (${file})`, {
    advice: `An older backup was restored, or the account went on elsewhere: a copy of this home, or another machine. Start the newest home. ${ACCEPTING}`,
  });
}

/**
 * Holds the database against the heads kept outside, and moves them forward over rows they had not heard of. Throws StoreError `broken`
 * where they do not agree.
 */
export async function openHead(database: Database, account: string, file: string, second?: SecondHead): Promise<Witness> {
  const opened = await openFirst(database, account, file);
  if (second !== undefined) {
    await holdAgainst(second, database, opened);
    second.keep(opened);
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
