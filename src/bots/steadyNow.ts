import { steadyClock } from '../core/steadyClock.ts';
import type { Ms } from '../core/time.ts';

const clock = steadyClock({ wall: () => Date.now(), elapsed: () => performance.now(), after: () => () => {} });

/**
 * The time that chats go by, which is never set back: on a clock that is, what waits for its turn would wait an hour longer, a button
 * would be too fresh to be tapped, and a code or a question would live on.
 */
export const steadyNow = (): Ms => clock.now();
