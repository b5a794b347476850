import { setTimeout } from 'node:timers/promises';
import type { Ms } from '../../core/time.ts';
import { steadyNow } from '../steadyNow.ts';

/** The clock that a chat lives by, so that tests can have another. */
export type DiscordTiming = {
  /** The wall clock, which never goes back. */
  now(): Ms;
  /** Resolves after `ms` or as soon as the signal is given. Never rejects and keeps no process alive. */
  wait(ms: Ms, signal: AbortSignal): Promise<void>;
  /** How many requests go out in a second at most. */
  readonly rate: number;
};

export const wallClock: DiscordTiming = {
  now: steadyNow,
  wait: (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined),
  // Discord's limit for a bot.
  rate: 50,
};
