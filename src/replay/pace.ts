import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Ms } from '../core/time.ts';

/** How long a replay at full speed may keep the process to itself before chats and signals get their turn. */
const BURST = 8;

export type Pace = (at: Ms, stop: AbortSignal) => Promise<void> | undefined;

/** No waiting; others get their turn every few milliseconds. */
export function fullSpeed(): Pace {
  let since = performance.now();
  const yielded = async (): Promise<void> => {
    await setImmediate();
    since = performance.now();
  };
  return () => (performance.now() - since < BURST ? undefined : yielded());
}

/** `speed` market seconds a second, counted from the first instant; a replay that falls behind catches up. */
export function paced(speed: number): Pace {
  const burst = fullSpeed();
  let origin: { readonly market: Ms; readonly wall: number } | undefined;
  return (at, stop) => {
    origin ??= { market: at, wall: performance.now() };
    const wait = (at - origin.market) / speed - (performance.now() - origin.wall);
    if (wait <= 1) return burst(at, stop);
    // Woken early by a stop: the caller looks at the signal itself.
    return setTimeout(wait, undefined, { signal: stop }).catch(() => undefined);
  };
}
