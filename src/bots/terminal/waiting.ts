import { counted } from '../../core/reply/format.ts';
import { type Reply, refusal } from '../../core/reply/reply.ts';
import { type Ms, whenText } from '../../core/time.ts';
import type { Answer } from '../running.ts';

/** A line at a prompt that waits for its moment. */
type Waiting = { readonly number: number; readonly at: Ms; readonly line: string };

/** `/waiting`, and what is asked of it. */
export const WAITING = /^\/waiting(?:\s+(\S.*))?$/i;

/** The lines of a prompt that wait for their moment: they hold nobody up, are listed, and can be taken back. */
export function waitingLines(now: () => Ms) {
  const all: Waiting[] = [];
  let given = 0;
  const shown = ({ number, at, line }: Waiting): string => `${number}  ${whenText(at, now())}: ${line}`;
  const said = (reply: Reply): Answer => ({ command: undefined, outcome: reply.outcome ?? 'ok', reply });
  const done = (title: string, lines: readonly string[]): Answer => said({ title, lines });
  return {
    first: (): Waiting | undefined => all.toSorted((a, b) => a.at - b.at || a.number - b.number)[0],
    add(at: Ms, line: string): Answer {
      given += 1;
      const one = { number: given, at, line };
      all.push(one);
      return done(`Line ${given} waits`, [shown(one), `/waiting lists what waits, /waiting drop ${given} takes it back`]);
    },
    take(one: Waiting): Answer {
      all.splice(all.indexOf(one), 1);
      return done(`Line ${one.number}, which has waited`, [one.line]);
    },
    /** What is said of the lines that still wait where nobody will run them; undefined where none does. */
    dropped: (): Answer | undefined =>
      all.length === 0
        ? undefined
        : done(`${counted(all.length, 'line')} that waited ${all.length === 1 ? 'is' : 'are'} dropped`, all.map(shown)),
    answer(words: string | undefined): Answer {
      if (words === undefined)
        return done(
          all.length === 1 ? 'One line waits' : `${all.length === 0 ? 'No' : all.length} lines wait`,
          all.length === 0
            ? ['A line can wait for market time: +2h /status']
            : [...all.map(shown), '/waiting drop 1 takes one back'],
        );
      const number = Number(/^drop (\d{1,9})$/i.exec(words)?.[1] ?? Number.NaN);
      const one = all.find((each) => each.number === number);
      if (one === undefined)
        return said(refusal(`No line ${words.replace(/^drop /i, '')} waits`, '/waiting lists what waits', '/waiting drop 1'));
      this.take(one);
      return done(`Line ${number} is taken back`, [one.line]);
    },
  };
}
