import { endAtRestart } from '../approval/covering.ts';
import type { Timer } from '../execution/gateway.ts';
import type { Logger } from '../facts/logger.ts';
import { messageOf } from '../facts/messageOf.ts';
import { isHeldUp } from '../facts/storeError.ts';
import type { Recorder } from '../state/recording.ts';
import type { Ms } from '../time.ts';

/** Steps of a replay are written together up to this many events, and at least this often, ms of the wall clock. */
const MOST_UNSAVED = 2_000;
const LONGEST_UNSAVED = 250;

/** How soon what could not be written is tried again, ms of the wall clock. */
const TRIED_EVERY = 500;

const NOT_YET = 'events could not be saved yet; they are tried again by themselves';

/** How what the desk does is numbered and made durable. */
export type Steps = {
  /** On a replay every step is numbered, so that an unfinished one can be run again; on the wall clock there are none. */
  begin(step: number): void;
  /** The end of a step. A replay's can be played again, so it is written with those around it. Undefined where nothing is waited for. */
  finishStep(): Promise<void> | undefined;
  /** The end of a turn around something that came in its own time: everything that follows is done, and written if it can be. */
  finish(): Promise<void>;
  /** The same for what may add risk. Rejects with StoreError where it is not durable now: nothing that adds risk has left then. */
  finishDurably(): Promise<void>;
  /** Writes what it can; what cannot be written now stays at the front of the next batch, which is tried by itself. Never rejects. */
  save(): Promise<void>;
  /** Resolves when all that has happened is stored, and at once where that is held up: whoever looks sees what is there. */
  stored(): Promise<void>;
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
  readonly after: Timer;
  /** Monotonic wall-clock ms. */
  readonly stopwatch: () => number;
};

export function createSteps({ recorder, drain, rerun, resumed, logger, now, after, stopwatch }: StepsOptions): Steps {
  let savedAt = stopwatch();
  let heldUp = false;
  let trying = false;
  const tryAgain = (): void => {
    if (trying) return;
    trying = true;
    after(TRIED_EVERY, () => {
      trying = false;
      void save();
    });
  };
  /** Rejects only with what no second try can mend. */
  const saveSoon = async (): Promise<void> => {
    try {
      await recorder.commit();
      savedAt = stopwatch();
      heldUp = false;
    } catch (error) {
      if (!isHeldUp(error)) throw error;
      if (!heldUp) logger('bot', 'error', NOT_YET, { error: messageOf(error) });
      heldUp = true;
      tryAgain();
    }
  };
  const save = (): Promise<void> =>
    saveSoon().catch((error: unknown) => logger('bot', 'error', 'events could not be saved', { error: messageOf(error) }));
  const saveStep = (): Promise<void> | undefined =>
    rerun && recorder.unsaved < MOST_UNSAVED && stopwatch() - savedAt < LONGEST_UNSAVED ? undefined : saveSoon();

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
      await saveSoon();
    },
    async finishDurably() {
      await drain();
      try {
        await recorder.commit();
      } catch (error) {
        tryAgain();
        throw error;
      }
    },
    save,
    stored: () => (heldUp ? Promise.resolve() : save()),
  };
}
