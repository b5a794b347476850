import { stateOf } from '../core/state/snapshot.ts';
import { type Folded, type LogStanding, readStanding } from '../core/state/standing.ts';
import type { Log } from '../store/log.ts';
import type { StoredSnapshot } from '../store/snapshots.ts';

/**
 * Where a log stands: its newest snapshot that is of use, and the rows after it; all rows where there is none. With `rerun` the last
 * step is run again, so that a snapshot that holds it is of none. Throws StoreError `broken` for a log that is not whole.
 */
export async function standingIn(log: Pick<Log, 'lastStep' | 'snapshots' | 'read'>, rerun: boolean): Promise<LogStanding> {
  const again = rerun ? await log.lastStep() : undefined;
  const found = usable(await log.snapshots(), again);
  const reading = readStanding(again, found?.folded);
  for await (const row of log.read(found?.snapshot)) reading.take(row);
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
