import { endAtRestart } from '../approval/covering.ts';
import type { Logger } from '../facts/logger.ts';
import { messageOf } from '../facts/messageOf.ts';
import type { Recorder } from '../state/recording.ts';
import type { Ms } from '../time.ts';

/** Steps of a replay are written together up to this many events, and at least this often, ms of the wall clock. */
const MOST_UNSAVED = 2_000;
const LONGEST_UNSAVED = 250;

/** How what the desk does is numbered and made durable. */
export type Steps = {
  /** On a replay every step is numbered, so that an unfinished one can be run again; on the wall clock there are none. */
  begin(step: number): void;
  /** The end of a step. A replay's can be played again, so it is written with those around it. Undefined where nothing is waited for. */
  finishStep(): Promise<void> | undefined;
  /** The end of a turn around something that came in its own time: everything that follows is done, and all of it is durable. */
  finish(): Promise<void>;
  /** Writes what it can; what cannot be written now stays at the front of the next batch. */
  save(): Promise<void>;
};

type StepsOptions = {
  readonly recorder: Recorder;
  /** Takes what has happened and does all that follows from it. */
  readonly drain: () => Promise<void> | undefined;
  readonly rerun: boolean;
  /** Whether the log was begun by a process before this one. */
  readonly resumed: boolean;
  readonly logger: Logger;
  readonly now: () => Ms;
  /** Monotonic wall-clock ms. */
  readonly stopwatch: () => number;
};

export function createSteps({ recorder, drain, rerun, resumed, logger, now, stopwatch }: StepsOptions): Steps {
  let savedAt = stopwatch();
  const commitStep = async (): Promise<void> => {
    await recorder.commit();
    savedAt = stopwatch();
  };
  const saveStep = (): Promise<void> | undefined =>
    rerun && recorder.unsaved < MOST_UNSAVED && stopwatch() - savedAt < LONGEST_UNSAVED ? undefined : commitStep();

  /** Grants end with the process they were given in: before the first step that is not one run again, and as no part of it. */
  let grantsAreOld = resumed;
  const endOldGrants = (): void => {
    if (!grantsAreOld || recorder.expected !== undefined) return;
    grantsAreOld = false;
    recorder.begin(null);
    recorder.emit(...endAtRestart(recorder.state, now()));
  };

  return {
    begin(step) {
      endOldGrants();
      recorder.begin(rerun ? step : null);
    },
    finishStep() {
      const draining = drain();
      return draining === undefined ? saveStep() : draining.then(saveStep);
    },
    async finish() {
      await drain();
      await recorder.commit();
    },
    save: () =>
      recorder.commit().catch((error: unknown) => {
        logger('bot', 'error', 'events could not be saved yet; nothing that adds risk goes out before they are', {
          error: messageOf(error),
        });
      }),
  };
}
