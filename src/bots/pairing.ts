import type { Person } from '../core/desk/command.ts';
import { refusal } from '../core/reply/reply.ts';
import { TERMINAL } from '../core/state/people.ts';
import type { Ms } from '../core/time.ts';
import type { Codes } from './codes.ts';
import { PAIRING } from './joining.ts';
import type { Answer } from './running.ts';
import { spoken } from './words.ts';

/** How often a code that nobody has used is replaced by itself; after that /pair at the terminal makes the next one. */
const MOST_REPLACED = 6;

export type Pairing = {
  /** The codes, as the door has them: one that is spoilt is replaced. */
  readonly codes: Codes;
  /** Shows the first code at the terminal, where one is wanted. */
  begin(): void;
  /** Answers `/pair` of whoever sits at the terminal; undefined for any other line. */
  answer(line: string, who: Pick<Person, 'id'>): Answer | undefined;
  /** Replaces nothing any more. */
  stop(): void;
};

export const isPairLine = (line: string): boolean => spoken(line).typed.toLowerCase() === 'pair';

const answered = (reply: Answer['reply']): Answer => ({ command: undefined, outcome: reply.outcome ?? 'ok', reply });

/** The code by which the first admin pairs: there is one as long as somebody may need it, whatever becomes of the one before. */
export function createPairing(given: {
  readonly codes: Codes;
  /** What to do with a code, in words for the terminal; undefined where no chat is on. */
  readonly says: (code: string, lifetime: Ms) => string | undefined;
  /** Whether an admin is on a chat already. */
  readonly isPaired: () => boolean;
  /** A line for the person at the terminal. */
  readonly note: (text: string) => void;
  /** Runs once after the delay; the returned function calls it off. */
  readonly after: (delay: Ms, run: () => void) => () => void;
}): Pairing {
  const { codes, says, isPaired, note, after } = given;
  let callOff = (): void => {};
  let left = MOST_REPLACED;

  /** A new code in place of the one there was, in words; undefined where none is wanted. */
  function fresh(): string | undefined {
    callOff();
    if (isPaired() || says('', 0) === undefined) return undefined;
    const { code, for: lifetime } = codes.issue(PAIRING);
    callOff = after(lifetime, () => replace('The pairing code has expired'));
    return says(code, lifetime);
  }

  function replace(why: string): void {
    if (isPaired()) return;
    if (left === 0) {
      note(`${why}: /pair makes a new one`);
      return;
    }
    left -= 1;
    const text = fresh();
    if (text !== undefined) note(`${why}. ${text}`);
  }

  return {
    codes: {
      ...codes,
      spoil(text) {
        const what = codes.spoil(text);
        if (what !== undefined) replace('The pairing code was written where others read it, so it is void');
        return what;
      },
    },
    begin() {
      const text = fresh();
      if (text !== undefined) note(text);
    },
    answer(line, who) {
      if (who.id !== TERMINAL || !isPairLine(line)) return undefined;
      if (isPaired())
        return answered(
          refusal('An admin is on a chat already', 'They put others on the list', '/users add telegram:12345 Ana trader'),
        );
      left = MOST_REPLACED;
      const text = fresh();
      return answered(
        text === undefined
          ? refusal('No chat is on', 'Expected a token of Telegram or Discord in the settings, and a start with it', '/health')
          : { title: 'A new pairing code', lines: [text] },
      );
    },
    stop: () => callOff(),
  };
}
