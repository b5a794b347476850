import { MINUTE, type Ms } from '../core/time.ts';
import { drawLetters, type Random, readLetters } from './letters.ts';

const LENGTH = 8;
const LIFETIME: Ms = 10 * MINUTE;
const TRIES = 5;

/** Short-lived codes that are typed once on another device. What each is for is a text: a person's id, say. */
export type Codes = {
  /** A new code, in place of the one there was for the same. `for` is how long it lives, ms of the wall clock. */
  issue(what: string): { readonly code: string; readonly for: Ms };
  /** What the code is for, which ends it; undefined when it is none, which counts against every code there is. */
  redeem(text: string): string | undefined;
  /** Ends a code that was seen by others. */
  spoil(text: string): void;
};

/** In memory alone: a restart ends them all. Each lives ten minutes and five wrong tries. */
export function createCodes(given: { readonly clock: () => Ms; readonly random: Random }): Codes {
  const { clock, random } = given;
  const live = new Map<string, { readonly code: string; readonly until: Ms; tries: number }>();
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
      live.set(what, { code, until: clock() + LIFETIME, tries: TRIES });
      return { code, for: LIFETIME };
    },
    redeem(text) {
      const what = find(text);
      if (what !== undefined) {
        live.delete(what);
        return what;
      }
      for (const [other, one] of live) {
        one.tries -= 1;
        if (one.tries === 0) live.delete(other);
      }
      return undefined;
    },
    spoil(text) {
      const what = find(text);
      if (what !== undefined) live.delete(what);
    },
  };
}
