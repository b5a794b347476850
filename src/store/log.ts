import { setTimeout as wait } from 'node:timers/promises';
import type { Queries } from '../core/desk/queries.ts';
import type { HistoryQuery, Snapshot } from '../core/facts/eventLog.ts';
import { isHeldUp, StoreError, type StoreErrorKind } from '../core/facts/storeError.ts';
import type { Ms } from '../core/time.ts';
import { broken, checkedRows } from './audit.ts';
import { genesis, type Head, rowsAfter } from './chain.ts';
import type { Database } from './database.ts';
import { withDeadline } from './deadline.ts';
import { storeError } from './errors.ts';
import { type SnapshotName, writeHead } from './head.ts';
import { readHistory } from './history.ts';
import { insertsOf } from './inserts.ts';
import { journalFileOf, openJournal } from './journal.ts';
import { checkLease, holdLease, type Lease } from './lease.ts';
import { openHead } from './openHead.ts';
import { openModels, type RebuildProgress } from './projections/models.ts';
import { chained, type LogEntry, numberOf, type StoredRow } from './rows.ts';
import type { SecondHead } from './secondHead.ts';
import { serial } from './serial.ts';
import { keepSnapshot, readSnapshots, type StoredSnapshot } from './snapshots.ts';
import type { EventRow } from './tables.ts';

export type LogOptions = {
  /** Where the head is kept outside the database; see headFileOf. */
  readonly headFile: string;
  /** Kept outside of the home too, so that an older backup of all of it is noticed; the log is held against it. */
  readonly second?: SecondHead;
  /** Each alert gets a delivery for each of these. */
  readonly channels: readonly string[];
  /**
   * Takes the right to write, once the log is known to be whole: a desk that cannot open it takes it from nobody. A batch fails with
   * StoreError `in use` once somebody else has taken the account. Tests and tools that write alone need none.
   */
  readonly lease?: () => Promise<Lease>;
  /**
   * The head's file is written at most this often, and at the close; 0, which is usual, with every batch. A replay can be played again,
   * so it may lag.
   */
  readonly headEvery?: Ms;
  /** How long a batch waits for another program's lock, ms; some tenths of a second when left out. */
  readonly patience?: Ms;
  /**
   * How long a batch waits for an answer of whatever kind, ms: what reduces risk goes out without its row after that. As long as the
   * database takes when left out.
   */
  readonly answer?: Ms;
  /** Rows between two snapshots; some thousands when left out. */
  readonly snapshotEvery?: number;
  /** Called with each batch once it is durable, so that what is to be sent can be sent. */
  readonly appended?: (batch: readonly LogEntry[]) => void;
  /** Called while a read model is made anew, page by page. */
  readonly rebuilding?: RebuildProgress;
  /** Told how many events an earlier process had to leave in the journal, once they are in the log. */
  readonly recovered?: (events: number) => void;
};

/** Read again in a third of a second, and written in some milliseconds. */
const USUAL_SNAPSHOT = 10_000;

/** What reduces risk goes out without its row after so long, ms. */
const USUAL_PATIENCE = 200;

/** What reduces risk does not wait longer for the second head, which may be kept far away, ms. */
const SECOND_HEAD_PATIENCE = 1_000;

/** How a batch fails, among other reasons, when the lease is no longer ours. */
const LOST: readonly StoreErrorKind[] = ['broken', 'duplicate'];

/** The append-only, hash-chained log of one account: its truth and its audit. */
export type Log = {
  readonly head: Head;
  /**
   * The rows after `after`, all when it is left out, in order and a page at a time; each is checked against the chain. Throws
   * StoreError `broken` at the first fault.
   */
  read(after?: Head): AsyncGenerator<StoredRow>;
  /** The newest step of a replay; undefined where there is none. */
  lastStep(): Promise<number | undefined>;
  /** What was kept of it, newest first. */
  snapshots(): Promise<readonly StoredSnapshot[]>;
  /**
   * Keeps what the log adds up to at its newest row, once there are enough rows since the last time. It is a shortcut: where it cannot
   * be kept, nothing is lost, and it is tried again.
   */
  snapshot(take: () => Snapshot): Promise<void>;
  /**
   * Writes a batch whole or not at all; committed and synced when it resolves. Batches are written in the order of the
   * calls; when one fails, those called for before its failure was known fail too, so that no later fact overtakes it.
   * Throws StoreError.
   */
  append(batch: readonly LogEntry[]): Promise<void>;
  /** Puts a batch that could not be written into a synced file beside the head, until it is. Never rejects: resolves with why not. */
  setAside(batch: readonly LogEntry[]): Promise<StoreError | undefined>;
  /** Newest first. */
  history(query: HistoryQuery): Promise<readonly StoredRow[]>;
  readonly queries: Queries;
  /** Writes what the heads' files have not heard of yet. */
  close(): Promise<void>;
};

/** Opens an account's log. Throws StoreError `broken` when the database and the heads kept outside do not agree. */
export async function openLog(
  database: Database,
  account: string,
  {
    headFile,
    second,
    channels,
    lease: acquire,
    headEvery = 0,
    patience = USUAL_PATIENCE,
    answer,
    snapshotEvery = USUAL_SNAPSHOT,
    appended,
    rebuilding,
    recovered,
  }: LogOptions,
): Promise<Log> {
  const opened = await openHead(database, account, headFile, second);
  const lease = await acquire?.();
  let head: Head = { seq: opened.seq, hash: opened.hash };
  let names: readonly SnapshotName[] = opened.snapshots;
  const models = await openModels(database, account, head.seq, rebuilding);
  /** The head that the file has. */
  let kept = head;
  /** Whether the last batch failed in a way that leaves open if it was committed: the connection broke. */
  let doubtful = false;
  /** Whether a lock has held up the batch before: the next one does not wait for it again. */
  let heldUp = false;
  /** Whether the journal holds something. */
  let aside = false;
  const journal = openJournal(journalFileOf(headFile), account);
  let failures = 0;
  let lastKind: StoreErrorKind = 'broken';
  const inTurn = serial();
  const answered = answer === undefined ? <T>(_doing: string, work: () => Promise<T>) => work() : withDeadline(answer);
  /** The newest row when a snapshot was last taken, or after which a start read. */
  let triedAt = names[0]?.seq ?? 0;

  let keptAt = Number.NEGATIVE_INFINITY;
  const putHead = async (): Promise<void> => {
    const written = head;
    // What the journal holds is newer.
    if (!aside) second?.keep(written);
    await writeHead(headFile, { ...written, snapshots: names });
    kept = written;
  };
  const keepHead = async (every = headEvery): Promise<void> => {
    if (kept.seq === head.seq || performance.now() - keptAt < every) return;
    await putHead();
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
    const skip = doubtful ? await answered(`read the log of ${account}`, () => foundAlready(rows)) : 0;
    const folded = models.fold(batch.map(({ event }, index) => ({ event, seq: head.seq + 1 + index })));
    if (skip < rows.length) {
      doubtful = true;
      try {
        const { provider } = database.place;
        const doing = `append ${rows.length - skip} events to the log of ${account}`;
        const statements = [
          ...(lease === undefined ? [] : [holdLease(provider, lease)]),
          ...insertsOf(provider, account, batch.slice(skip), rows.slice(skip), channels),
          ...folded.statements,
        ];
        await answered(doing, () => database.write(doing, statements, heldUp ? 0 : patience));
        heldUp = false;
      } catch (error) {
        heldUp = isHeldUp(error);
        if (
          lease !== undefined &&
          error instanceof StoreError &&
          LOST.includes(error.kind) &&
          !(await checkLease(database, lease))
        )
          throw new StoreError(
            'in use',
            `another Countersign has taken over the account ${account}; nothing more is written here`,
          );
        // A number that is taken is no repeated order but another writer.
        if (error instanceof StoreError && error.kind === 'duplicate') await foundAlready(rows);
        throw error;
      }
    }
    doubtful = false;
    folded.keep();
    const end = rows.at(-1);
    if (end !== undefined) head = { seq: end.seq, hash: end.hash };
    if (aside) {
      aside = false;
      // What is in the log already is found there by the next start.
      await journal.clear().catch(() => undefined);
    }
    // Committed is committed: a head that cannot be written now is written, or complained of, before the next batch.
    await keepHead().catch(() => undefined);
  };

  // What an earlier process could not write before its end.
  const { waiting } = opened;
  if (waiting.length > 0) {
    await write(waiting);
    appended?.(waiting);
    recovered?.(waiting.length);
  }
  await journal.clear();

  return {
    get head() {
      return head;
    },
    async setAside(batch) {
      aside = true;
      try {
        const last = await journal.keep(head, batch);
        second?.keep(last);
      } catch (error) {
        return storeError(error, 'keep beside the log what it could not take');
      }
      await Promise.race([second?.settled(), wait(SECOND_HEAD_PATIENCE, undefined, { ref: false })]);
      return undefined;
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
    read(after = genesis(account)) {
      // What one start had to read, the next need not.
      triedAt = Math.min(triedAt, after.seq);
      return checkedRows(database, account, after, kept);
    },
    async lastStep() {
      const rows = await database.run(`read the log of ${account}`, (tables) =>
        tables.event.findMany({ where: { account, step: { gte: 0n } }, orderBy: [{ seq: 'desc' }], take: 1 }),
      );
      return numberOf(rows[0]?.step ?? null) ?? undefined;
    },
    snapshots: () => readSnapshots(database, account, names),
    async snapshot(take) {
      if (head.seq < triedAt + snapshotEvery) return;
      triedAt = head.seq;
      const at = head;
      try {
        const taken = { ...take(), seq: at.seq, hash: at.hash };
        await inTurn(async () => {
          names = await keepSnapshot(database, account, taken, names);
          await putHead();
        });
      } catch {
        // The log is whole without it.
      }
    },
    history: (query) => readHistory(database, account, query),
    queries: models.queries,
    close: () =>
      inTurn(async () => {
        // The next start moves a head forward that is behind.
        await keepHead(0).catch((error: unknown) => {
          if (!isHeldUp(error)) throw error;
        });
        await second?.settled();
      }),
  };
}
