import type { Ms } from '../../src/core/time.ts';
import type { SteadyClock } from '../../src/exchange/clock.ts';

/** A clock turned by hand: timers run, in order, when time is moved over them. */
export type ManualClock = SteadyClock & {
  advance(by: Ms): void;
  /** How long until each timer that is set runs. */
  pending(): readonly Ms[];
};

export function manualClock(start: Ms): ManualClock {
  let at = start;
  const timers = new Set<{ readonly due: Ms; readonly run: () => void }>();
  return {
    now: () => at,
    behind: () => 0,
    leaps: () => 0,
    after(delay, run) {
      const timer = { due: at + delay, run };
      timers.add(timer);
      return () => timers.delete(timer);
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
