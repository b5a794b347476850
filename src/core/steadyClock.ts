import { type Ms, SECOND } from './time.ts';

/** The wall clock and its timers, injected so that tests turn them by hand. */
export type Clock = {
  now(): Ms;
  /** Runs once after the delay, on a monotonic timer; the returned function calls it off. */
  after(delay: Ms, run: () => void): () => void;
};

/** A clock that never goes back, and what the machine's own did meanwhile. */
export type SteadyClock = Clock & {
  /** How far the machine's own clock lies behind this one, since it was set back; 0 while they go together. */
  behind(): Ms;
  /** How often the machine's own clock went on by more than the time that passed: it slept, or was set forward. */
  leaps(): number;
};

/** What people and time servers correct by degrees stays below this; more is a step. */
const STEP: Ms = SECOND;

/**
 * Time that goes on by itself: it follows the machine's `wall` clock forward, and where that is set back goes on by what has `elapsed`,
 * which nobody can set. Nothing that waits for a time waits longer than it should, and nothing happens twice.
 */
export function steadyClock({
  wall,
  elapsed,
  after,
}: {
  readonly wall: () => Ms;
  readonly elapsed: () => Ms;
  readonly after: Clock['after'];
}): SteadyClock {
  let offset = wall() - elapsed();
  let last = wall();
  let leaps = 0;
  const now = (): Ms => {
    const told = wall();
    const expected = elapsed() + offset;
    if (told > expected + STEP) leaps += 1;
    if (told > expected - STEP) offset += told - expected;
    last = Math.max(last, Math.round(elapsed() + offset));
    return last;
  };
  return {
    now,
    after,
    behind() {
      const apart = now() - wall();
      return apart < STEP ? 0 : apart;
    },
    leaps() {
      now();
      return leaps;
    },
  };
}
