import type { HistoryQuery } from '../core/facts/eventLog.ts';
import { StoreError, type StoreErrorKind } from '../core/facts/storeError.ts';
import type { Ms } from '../core/time.ts';
import { chainCheck } from './audit.ts';
import { genesis, type Head, lastRow, rowsAfter } from './chain.ts';
import type { Database } from './database.ts';
import { readHead, writeHead } from './head.ts';
import { readHistory } from './history.ts';
import { insertsOf } from './inserts.ts';
import { chained, type LogEntry, type StoredRow, storedRow } from './rows.ts';
import { serial } from './serial.ts';
import type { EventRow } from './tables.ts';

export type LogOptions = {
  /** Where the head is kept outside the database; see headFileOf. */
  readonly headFile: string;
  /** Each alert gets a delivery for each of these. */
  readonly channels: readonly string[];
  /** The head's file is written at most this often, and at the close; 0, which is usual, with every batch. A replay can be played again, so it may lag. */
  readonly headEvery?: Ms;
  /** Called with each batch once it is durable, so that what is to be sent can be sent. */
  readonly appended?: (batch: readonly LogEntry[]) => void;
};

/** The append-only, hash-chained log of one account: its truth and its audit. */
export type Log = {
  readonly head: Head;
  /** The whole log in order; every row is checked against the chain. Throws StoreError `broken` at the first fault. */
  load(): Promise<readonly StoredRow[]>;
  /**
   * Writes a batch whole or not at all; committed and synced when it resolves. Batches are written in the order of the
   * calls; when one fails, those called for before its failure was known fail too, so that no later fact overtakes it.
   * Throws StoreError.
   */
  append(batch: readonly LogEntry[]): Promise<void>;
  /** Newest first. */
  history(query: HistoryQuery): Promise<readonly StoredRow[]>;
  /** Writes what the head's file has not heard of yet. */
  close(): Promise<void>;
};

const broken = (account: string, says: string, advice?: string): StoreError =>
  new StoreError('broken', `the log of ${account} is not whole: ${says}`, advice === undefined ? {} : { advice });

/** Holds the database against the head kept outside, and moves that head forward over rows it had not heard of. */
async function openHead(database: Database, account: string, file: string): Promise<Head> {
  const witness = await readHead(file);
  const last = await lastRow(database, account);
  if (witness === undefined) {
    if (last !== undefined) {
      throw broken(
        account,
        `it has ${last.seq} rows, but the head kept outside the database is gone (${file})`,
        `Restore that file. To accept the log as it stands, put this line in it: {"seq":${last.seq},"hash":"${last.hash}"}`,
      );
    }
    await writeHead(file, genesis(account));
    return genesis(account);
  }
  const end = last?.seq ?? 0;
  if (witness.seq > end) {
    throw broken(
      account,
      `it ends at row ${end}, but row ${witness.seq} had been written (${file}): was an old backup restored?`,
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
  if (check.head.seq > witness.seq) await writeHead(file, check.head);
  return check.head;
}

async function rowAt(database: Database, account: string, seq: number): Promise<EventRow | undefined> {
  return (await database.run(`read the log of ${account}`, (tables) => tables.event.findMany({ where: { account, seq } })))[0];
}

/** Opens an account's log. Throws StoreError `broken` when the database and the head kept outside do not agree. */
export async function openLog(
  database: Database,
  account: string,
  { headFile, channels, headEvery = 0, appended }: LogOptions,
): Promise<Log> {
  let head = await openHead(database, account, headFile);
  /** The head that the file has. */
  let kept = head;
  /** Whether the last batch failed in a way that leaves open if it was committed: the connection broke. */
  let doubtful = false;
  let failures = 0;
  let lastKind: StoreErrorKind = 'broken';
  const inTurn = serial();

  let keptAt = Number.NEGATIVE_INFINITY;
  const keepHead = async (every = headEvery): Promise<void> => {
    if (kept.seq === head.seq || performance.now() - keptAt < every) return;
    const written = head;
    await writeHead(headFile, written);
    kept = written;
    keptAt = performance.now();
  };

  /** How many rows of this batch are in the database although their commit was never confirmed. */
  const foundAlready = async (rows: readonly EventRow[]): Promise<number> => {
    let found = 0;
    for await (const row of rowsAfter(database, account, head.seq)) {
      if (rows[found]?.hash !== row.hash) throw broken(account, `somebody else has written row ${row.seq}`);
      found += 1;
    }
    return found;
  };

  const write = async (batch: readonly LogEntry[]): Promise<void> => {
    // The batch before may have been committed without its head, when the disk was full just then.
    await keepHead();
    const rows = chained(account, head, batch);
    const skip = doubtful ? await foundAlready(rows) : 0;
    if (skip < rows.length) {
      doubtful = true;
      try {
        await database.transaction(`append ${rows.length - skip} events to the log of ${account}`, (tables) =>
          insertsOf(database.place.provider, tables, account, batch.slice(skip), rows.slice(skip), channels),
        );
      } catch (error) {
        // A number that is taken is no repeated order but another writer.
        if (error instanceof StoreError && error.kind === 'duplicate') await foundAlready(rows);
        throw error;
      }
    }
    doubtful = false;
    const end = rows.at(-1);
    if (end !== undefined) head = { seq: end.seq, hash: end.hash };
    // Committed is committed: a head that cannot be written now is written, or complained of, before the next batch.
    await keepHead().catch(() => undefined);
  };

  return {
    get head() {
      return head;
    },
    append(batch) {
      const known = failures;
      return inTurn(async () => {
        if (batch.length === 0) return;
        if (known !== failures) throw new StoreError(lastKind, 'not written, because the batch before it could not be');
        try {
          await write(batch);
          appended?.(batch);
        } catch (error) {
          failures += 1;
          if (error instanceof StoreError) lastKind = error.kind;
          throw error;
        }
      });
    },
    async load() {
      const check = chainCheck(genesis(account), kept);
      const stored: StoredRow[] = [];
      for await (const row of rowsAfter(database, account, 0)) {
        const fault = check.next(row);
        if (fault !== undefined) throw broken(account, fault.says);
        stored.push(storedRow(row));
      }
      const cut = check.end();
      if (cut !== undefined) throw broken(account, cut.says);
      return stored;
    },
    history: (query) => readHistory(database, account, query),
    close: () => inTurn(() => keepHead(0)),
  };
}
