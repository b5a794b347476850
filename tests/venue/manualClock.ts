import { type SteadyClock, steadyClock } from '../../src/core/steadyClock.ts';
import type { Ms } from '../../src/core/time.ts';

/** A clock turned by hand: timers run, in order, when time is moved over them. */
export type ManualClock = SteadyClock & {
  advance(by: Ms): void;
  /** Sets the machine's own clock, as a person or a time server does: no time passes. */
  set(by: Ms): void;
  /** The machine sleeps: time passes, and of its timers and of what has elapsed nothing goes on. */
  sleep(length: Ms): void;
  /** The time that others tell, whatever is done to the machine's clock. */
  real(): Ms;
  /** How long until each timer that is set runs. */
  pending(): readonly Ms[];
};

export function manualClock(start: Ms): ManualClock {
  let at = start;
  let [slept, set] = [0, 0];
  const timers = new Set<{ readonly due: Ms; readonly run: () => void }>();
  const steady = steadyClock({
    wall: () => at + slept + set,
    elapsed: () => at,
    after(delay, run) {
      const timer = { due: at + delay, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  });
  return {
    ...steady,
    real: () => at + slept,
    set(by) {
      set += by;
    },
    sleep(length) {
      slept += length;
    },
    pending: () => [...timers].map(({ due }) => due - at),
    advance(by) {
      const end = at + by;
      for (;;) {
        const [next] = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (next === undefined) break;
        timers.delete(next);
        at = Math.max(at, next.due);
        next.run();
      }
      at = end;
    },
  };
}
