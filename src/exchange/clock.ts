import type { Ms } from '../core/time.ts';

/** The wall clock and its timers, injected so that tests turn them by hand. */
export type Clock = {
  now(): Ms;
  /** Runs once after the delay, on a monotonic timer; the returned function calls it off. */
  after(delay: Ms, run: () => void): () => void;
};

/** The machine's own clock. */
export const wallClock: Clock = {
  now: () => Date.now(),
  after(delay, run) {
    const timer = setTimeout(run, delay);
    return () => clearTimeout(timer);
  },
};
