import { numberText } from '../core/reply/format.ts';
import { stateOf } from '../core/state/snapshot.ts';
import { type Folded, type LogStanding, readStanding } from '../core/state/standing.ts';
import type { Head } from './chain.ts';
import type { StoredRow } from './rows.ts';
import type { StoredSnapshot } from './snapshots.ts';

/** Rows that are read in a second or two. */
const TOLD_EVERY = 100_000;

/** A log to read; see Log. */
type Readable = {
  readonly head: Head;
  lastStep(): Promise<number | undefined>;
  snapshots(): Promise<readonly StoredSnapshot[]>;
  read(after?: Head): AsyncIterable<StoredRow>;
};

/**
 * Where a log stands: its newest snapshot that is of use, and the rows after it; all rows where there is none. With `rerun` the last
 * step is run again, so that a snapshot that holds it is of none. Where that takes long, `note` is told how far it is. Throws StoreError
 * `broken` for a log that is not whole.
 */
export async function standingIn(
  log: Readable,
  rerun: boolean,
  note: (text: string) => void = () => undefined,
): Promise<LogStanding> {
  const again = rerun ? await log.lastStep() : undefined;
  const found = usable(await log.snapshots(), again);
  const reading = readStanding(again, found?.folded);
  const end = log.head.seq;
  for await (const row of log.read(found?.snapshot)) {
    reading.take(row);
    if (row.seq % TOLD_EVERY === 0 && row.seq < end)
      note(`Reading the log: ${numberText(row.seq, 0)} of ${numberText(end, 0)} rows`);
  }
  return reading.end();
}

type Usable = { readonly snapshot: StoredSnapshot; readonly folded: Folded };

function usable(snapshots: readonly StoredSnapshot[], again: number | undefined): Usable | undefined {
  for (const snapshot of snapshots) {
    const { step } = snapshot;
    if (again !== undefined && step !== null && step >= again) continue;
    const state = stateOf(snapshot);
    if (state !== undefined) return { snapshot, folded: { state, step: step ?? undefined } };
  }
  return undefined;
}
