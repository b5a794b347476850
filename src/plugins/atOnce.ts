import { messageOf } from '../core/facts/messageOf.ts';

/** What is kept of words that a file gives: they stand in facts, cards and replies. */
const MOST_LETTERS = 300;

export const brief = (text: string): string => (text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text);

/** What a file does that can never be right, so that it is refused when it is tried. */
export class UsageError extends TypeError {
  override name = 'UsageError';
}

const isPromise = (given: unknown): given is PromiseLike<unknown> =>
  typeof given === 'object' && given !== null && 'then' in given && typeof given.then === 'function';

/**
 * What a file's function of that name gave. Throws UsageError for a promise: its work would go on when nobody looks, and what it is
 * rejected with, taken here, would end the desk.
 */
export function atOnce<T>(name: string, given: T): T {
  if (!isPromise(given)) return given;
  given.then(undefined, () => undefined);
  throw new UsageError(`${name} gave a promise; expected it to be done when it returns: take async and await out`);
}

/** Runs work of a file. What it throws is read here, within its deadline, and comes out as an error of the desk's own in so many words. */
export function plainly<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof UsageError ? error : new Error(brief(messageOf(error)));
  }
}
