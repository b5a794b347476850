import type { Person, Way } from '../core/desk/command.ts';
import { MINUTE, type Ms } from '../core/time.ts';

/** A question is about how things stand, so it does not wait for long. */
const ANSWER_WITHIN: Ms = 2 * MINUTE;

/** `until` is when it is too old to be answered, ms of the wall clock. */
export type Waiting<T> = T & { readonly question: number; readonly until: Ms };

/** The questions that wait for an answer: one a person and a surface; whatever they type there next answers or drops it. */
type Questions<T> = {
  /** Puts a question in the place of what waits there; gives its number. */
  ask(surface: string, asked: T): number;
  /** What waits on a surface, if it is not too old. */
  on(surface: string): Waiting<T> | undefined;
  drop(surface: string): void;
  /** Where questions of such a kind wait. */
  surfaces(fits: (asked: Waiting<T>) => boolean): readonly string[];
};

/** Where somebody's question waits for them. */
export const surfaceOf = ({ id, place = 'terminal' }: Person, { surface = place }: Way): string => `${id} ${surface}`;

/** `clock` is the wall clock. */
export function createQuestions<T>(clock: () => Ms): Questions<T> {
  const pending = new Map<string, Waiting<T>>();
  let numbers = 0;
  function on(surface: string): Waiting<T> | undefined {
    const asked = pending.get(surface);
    if (asked === undefined || asked.until > clock()) return asked;
    pending.delete(surface);
    return undefined;
  }
  return {
    ask(surface, asked) {
      numbers += 1;
      pending.set(surface, { ...asked, question: numbers, until: clock() + ANSWER_WITHIN });
      return numbers;
    },
    on,
    drop: (surface) => void pending.delete(surface),
    surfaces: (fits) =>
      [...pending.keys()].filter((surface) => {
        const asked = on(surface);
        return asked !== undefined && fits(asked);
      }),
  };
}
