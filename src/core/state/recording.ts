import type { Listener } from '../facts/eventLog.ts';
import type { DeskEvent, EventOf, EventType } from '../facts/events.ts';
import { assertStorable } from '../facts/storable.ts';
import type { DeskState } from './state.ts';

/** Every fact but one: that a plan is cleared takes the proof that the risk rules were asked. */
export type Emitted = Exclude<DeskEvent, EventOf<'cleared'>>;

/** What has happened and is not in the log, since that could not take it when it was last tried. */
export type Unstored = {
  readonly events: number;
  /** Whether all of it is on the disk beside the log; else an end of the process forgets it. */
  readonly kept: boolean;
};

/**
 * The one way in which anything becomes true: an event is folded into the state, its alerts follow from it, and `commit`
 * makes the whole batch durable at once.
 *
 * A replay is run step by step. The last step found in the log may be unfinished, so it is run again: its events are
 * expected once more, in order, and not written twice. `F` is what its holder may state: each room no more than its own facts.
 */
export type Recorder<F extends Emitted = Emitted> = {
  readonly state: DeskState;
  readonly emit: (...events: readonly F[]) => void;
  commit(): Promise<void>;
  /** The replay step that the next events belong to; null on the wall clock. */
  begin(step: number | null): void;
  readonly step: number | null;
  /** The next event that a step which is run again must give. */
  readonly expected: DeskEvent | undefined;
  /**
   * Facts so far that move something: as long as it stands, so do orders, positions, switches and settings. What only tells of a market
   * or a decision moves none.
   */
  readonly moved: number;
  /** Whether anybody takes facts of this kind; one that nobody wants is made only where the state follows from it. */
  wants(kind: EventType): boolean;
  /** Events that are folded but could not be made durable yet. */
  readonly unsaved: number;
  /** What the log could not take; undefined where it could, or has not been tried. */
  readonly unstored: Unstored | undefined;
  onEvent(listener: Listener): void;
};

/**
 * The recorder for a holder of these facts alone: what else is given to it is refused with TypeError, whatever the types said, and it
 * has no other way to make anything true.
 */
export const recorderOf = <F extends Emitted>(whole: Recorder<F>, facts: Readonly<Record<F['type'], true>>): Recorder<F> => ({
  state: whole.state,
  emit(...events) {
    for (const { type } of events)
      if (!Object.hasOwn(facts, type)) throw new TypeError(`"${type}" is not its holder's to write down`);
    for (const event of events) assertStorable(event);
    whole.emit(...events);
  },
  commit: () => whole.commit(),
  begin: (step) => whole.begin(step),
  get step() {
    return whole.step;
  },
  get expected() {
    return whole.expected;
  },
  get moved() {
    return whole.moved;
  },
  get unsaved() {
    return whole.unsaved;
  },
  get unstored() {
    return whole.unstored;
  },
  wants: (kind) => whole.wants(kind),
  onEvent: (listener) => whole.onEvent(listener),
});
