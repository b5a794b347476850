import type { StoredEvent } from '../facts/eventLog.ts';
import type { DeskEvent } from '../facts/events.ts';
import { evolve } from './evolve.ts';
import { emptyState, type MutableState } from './state.ts';

/** Where a log stands when a desk is opened on it. */
export type LogStanding = {
  /** All that it says, but for the step that is run again. */
  readonly state: MutableState;
  /** The newest step of a replay; undefined where there is none. */
  readonly step: number | undefined;
  /** What the step that is run again gave before; empty where none is. */
  readonly again: readonly DeskEvent[];
};

/** A state that was folded before, and the newest step that is in it. */
export type Folded = { readonly state: MutableState; readonly step: number | undefined };

/** Steps of a replay: what the clock does at `at` is step `at x 1000`; the commands given there follow it, one step each. */
export const STEPS_A_MS = 1000;

/** The newest step of some rows. */
export const lastStep = (stored: Iterable<Pick<StoredEvent, 'step'>>): number | undefined => {
  let last: number | undefined;
  for (const { step } of stored) if (step !== null && step > (last ?? Number.NEGATIVE_INFINITY)) last = step;
  return last;
};

/**
 * Folds the rows of a log as they are read, so that a long one is never in memory. `again` is the step that may be unfinished, which a
 * replay runs again: its events are kept aside. A command's step without its command was a single write, so it is complete.
 */
export function readStanding(again: number | undefined, from: Folded = { state: emptyState(), step: undefined }) {
  const { state } = from;
  let { step } = from;
  const kept: DeskEvent[] = [];
  let isComplete = false;
  return {
    take(row: Pick<StoredEvent, 'step' | 'event'>): void {
      if (row.step !== null) step = Math.max(step ?? row.step, row.step);
      if (row.step === null || row.step !== again || isComplete) evolve(state, row.event);
      else if (kept.length === 0 && again % STEPS_A_MS !== 0 && row.event.type !== 'command') {
        isComplete = true;
        evolve(state, row.event);
      } else kept.push(row.event);
    },
    end: (): LogStanding => ({ state, step, again: kept }),
  };
}

/** Where a log stands whose rows are all at hand; `rerun` for a replay, whose last step is run again. */
export function standingOf(stored: readonly Pick<StoredEvent, 'step' | 'event'>[], rerun: boolean): LogStanding {
  const reading = readStanding(rerun ? lastStep(stored) : undefined);
  for (const row of stored) reading.take(row);
  return reading.end();
}
