import { isDeepStrictEqual } from 'node:util';
import { evolve } from '../core/state/evolve.ts';
import { snapshotOf, stateOf } from '../core/state/snapshot.ts';
import { emptyState } from '../core/state/state.ts';
import { storedRow } from '../store/rows.ts';
import type { StoredSnapshot } from '../store/snapshots.ts';
import type { EventRow } from '../store/tables.ts';

/** Folds a log row by row, and finds the first of its snapshots that is not what the rows up to it add up to. */
export function snapshotCheck(kept: readonly StoredSnapshot[]) {
  const state = emptyState();
  let wrong: number | undefined;
  return {
    take(row: EventRow): void {
      if (kept.length === 0) return;
      evolve(state, storedRow(row).event);
      const snapshot = kept.find(({ seq }) => seq === row.seq);
      const found = snapshot === undefined ? undefined : stateOf(snapshot);
      // Through the same form, in which what is undefined is left out.
      if (found !== undefined && !isDeepStrictEqual(found, stateOf(snapshotOf(state, undefined)))) wrong ??= row.seq;
    },
    /** Its last row; undefined while all agree. */
    get wrong() {
      return wrong;
    },
  };
}
