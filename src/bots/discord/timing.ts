import { setTimeout } from 'node:timers/promises';
import type { Ms } from '../../core/time.ts';

/** The clock that a chat lives by, so that tests can have another. */
export type Timing = {
  /** The wall clock. */
  now(): Ms;
  /** Resolves after `ms` or as soon as the signal is given. Never rejects and keeps no process alive. */
  wait(ms: Ms, signal: AbortSignal): Promise<void>;
};

export const wallClock: Timing = {
  now: () => Date.now(),
  wait: (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined),
};
