import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';

/**
 * The time by which locks end. While one stands it runs no faster than what has `elapsed`, which nobody can set: a clock that is set
 * forward ends none early. A machine that slept ends it later.
 */
export function createLockTime(given: {
  readonly now: () => Ms;
  readonly elapsed: () => Ms;
  readonly state: Pick<DeskState, 'locks'>;
}): () => Ms {
  const { now, elapsed, state } = given;
  const offset = (): Ms => now() - elapsed();
  let known = offset();
  return () => {
    if (state.locks.size === 0) known = offset();
    return Math.min(now(), elapsed() + known);
  };
}
