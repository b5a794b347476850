import { type SteadyClock, steadyClock } from '../core/steadyClock.ts';

/** The machine's own clock, held steady. */
export const wallClock: SteadyClock = steadyClock({
  wall: () => Date.now(),
  elapsed: () => performance.now(),
  after(delay, run) {
    const timer = setTimeout(run, delay);
    return () => clearTimeout(timer);
  },
});
