import type { Clockwork } from '../bots/terminal/clockwork.ts';
import type { Clock } from '../core/steadyClock.ts';
import { DAY } from '../core/time.ts';

/**
 * Time that goes on by itself: the terminal only waits for it. It never ends; timers reach no further than a day, so longer waits are
 * made of days.
 */
export const wallClockwork = (clock: Clock): Clockwork => ({
  now: () => clock.now(),
  paced: true,
  runUntil: (at, stop) =>
    new Promise((resolve) => {
      let callOff = (): void => {};
      const end = (outcome: 'reached' | 'stopped'): void => {
        callOff();
        stop.removeEventListener('abort', look);
        resolve(outcome);
      };
      const look = (): void => {
        callOff();
        const left = at - clock.now();
        if (stop.aborted) end('stopped');
        else if (left <= 0) end('reached');
        else callOff = clock.after(Math.min(left, DAY), look);
      };
      stop.addEventListener('abort', look);
      look();
    }),
});
