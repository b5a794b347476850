import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../core/facts/storeError.ts';
import type { Ms } from '../core/time.ts';

/** Looked at so often, so that a process that was held up itself, and could hear no answer, does not take that for silence, ms. */
const LOOK = 50;

/**
 * Waits for what a database does no longer than a deadline. What has not come back by then goes on, and may be done yet: until it comes
 * back nothing else is begun, and all that asks for more is refused at once. Throws StoreError `unreachable`.
 */
export function withDeadline(deadline: Ms): <T>(doing: string, work: () => Promise<T>) => Promise<T> {
  let silent = false;
  const unanswered = (doing: string): StoreError =>
    new StoreError('unreachable', `could not ${doing}: the database has not answered for ${deadline} ms`);
  return async (doing, work) => {
    if (silent) throw unanswered(doing);
    const answer = work()
      .then((value) => ({ value }))
      .finally(() => {
        silent = false;
      });
    for (let waited = 0; waited < deadline; waited += LOOK) {
      const come = await Promise.race([answer, wait(LOOK)]);
      if (come !== undefined) return come.value;
    }
    silent = true;
    // What becomes of it is found out by whoever asks next.
    answer.catch(() => undefined);
    throw unanswered(doing);
  };
}
