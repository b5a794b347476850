import { type Ms, SECOND } from '../../core/time.ts';
import { steadyNow } from '../steadyNow.ts';
import { BOT_API_RATES, type Rates } from './pace.ts';

/** Time and chance as this chat meets them, injected so that tests turn them by hand. */
export type TelegramTiming = {
  now(): Ms;
  /** Runs once after the delay; the returned function calls it off. */
  after(delay: Ms, run: () => void): () => void;
  /** In [0, 1). */
  random(): number;
  /** How long Telegram holds a request for updates open when there are none. */
  readonly poll: Ms;
  /** A message that takes longer to be accepted has failed; a critical alert must be out by another way in 30 s. */
  readonly send: Ms;
  /** The longest pause that is waited for here; a longer one is the caller's to decide. */
  readonly patience: Ms;
  /** How fast messages go out at most. */
  readonly rates: Rates;
};

export const wallTiming: TelegramTiming = {
  now: steadyNow,
  after(delay, run) {
    const timer = setTimeout(run, delay);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  poll: 30 * SECOND,
  send: 15 * SECOND,
  patience: 3 * SECOND,
  rates: BOT_API_RATES,
};
