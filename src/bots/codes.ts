import { MINUTE, type Ms } from '../core/time.ts';
import { drawLetters, type Random, readLetters } from './letters.ts';
import { recentMap } from './recent.ts';

const LENGTH = 8;
const LIFETIME: Ms = 10 * MINUTE;
const TRIES = 5;
/** Accounts whose wrong codes are counted: more of them would need years for a code of eight letters. */
const MOST_SENDERS = 1_000;

/** Short-lived codes that are typed once on another device. What each is for is a text: a person's id, say. */
export type Codes = {
  /** A new code, in place of the one there was for the same. `for` is how long it lives, ms of the wall clock. */
  issue(what: string): { readonly code: string; readonly for: Ms };
  /**
   * What the code is for, which ends it; undefined when it is none, which counts against the account that gave it, and against nobody
   * else: a stranger must not be able to spend somebody's tries.
   */
  redeem(text: string, from: string): string | undefined;
  /** Ends a code that was seen by others; gives what it was for, where it was one. */
  spoil(text: string): string | undefined;
};

/** In memory alone: a restart ends them all. Each lives ten minutes; an account has five wrong tries from one new code to the next. */
export function createCodes(given: { readonly clock: () => Ms; readonly random: Random }): Codes {
  const { clock, random } = given;
  const live = new Map<string, { readonly code: string; readonly until: Ms }>();
  let wrong = recentMap<number>(MOST_SENDERS);
  const find = (text: string): string | undefined => {
    const code = readLetters(text);
    for (const [what, one] of live) {
      if (one.until <= clock()) live.delete(what);
      else if (one.code === code) return what;
    }
    return undefined;
  };
  return {
    issue(what) {
      const code = drawLetters(LENGTH, random);
      live.set(what, { code, until: clock() + LIFETIME });
      wrong = recentMap(MOST_SENDERS);
      return { code, for: LIFETIME };
    },
    redeem(text, from) {
      const before = wrong.get(from) ?? 0;
      const what = before < TRIES ? find(text) : undefined;
      if (what === undefined) wrong.set(from, before + 1);
      else live.delete(what);
      return what;
    },
    spoil(text) {
      const what = find(text);
      if (what !== undefined) live.delete(what);
      return what;
    },
  };
}
