import type { Clockwork } from '../../../src/bots/terminal/clockwork.ts';
import type { Ms } from '../../../src/core/time.ts';

/** A market that steps an hour at a time until `end`; a paced one waits a macrotask between its steps. */
export function hourClock(
  desk: { now(): Ms; setTime(at: Ms): void },
  end: Ms,
  paced = false,
): Clockwork & { readonly steps: Ms[] } {
  const steps: Ms[] = [];
  return {
    paced,
    steps,
    now: () => desk.now(),
    async runUntil(at, stop) {
      while (desk.now() < at) {
        await new Promise((resolve) => setImmediate(resolve));
        if (stop.aborted) return 'stopped';
        if (desk.now() + 3_600_000 > end) return 'ended';
        desk.setTime(desk.now() + 3_600_000);
        steps.push(desk.now());
      }
      return 'reached';
    },
  };
}
