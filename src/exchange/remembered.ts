import type { Clock } from '../core/steadyClock.ts';
import type { Ms } from '../core/time.ts';

/** A reading whose answer is good for a while. Those who ask at the same time share one request; a failure is not remembered. */
export function remembered<T>(read: () => Promise<T>, goodFor: Ms, clock: Clock): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let readAt: Ms = 0;
  return () => {
    if (answer !== undefined && clock.now() - readAt < goodFor) return answer;
    const asked = read();
    answer = asked;
    readAt = clock.now();
    asked.catch(() => {
      if (answer === asked) answer = undefined;
    });
    return asked;
  };
}
