import type { Ms } from '../../core/time.ts';

/** Market time as the terminal drives it. */
export type Clockwork = {
  now(): Ms;
  /** Whether market time keeps pace with the wall clock, and so goes on while a line is being typed. */
  readonly paced: boolean;
  /**
   * Lets market time go on until `at` (which may be infinite) with all that happens on the way. `ended` when the market ends
   * before, `stopped` when the signal is given; then, too, the instant in hand is finished with all its effects.
   */
  runUntil(at: Ms, stop: AbortSignal): Promise<'reached' | 'ended' | 'stopped'>;
};
