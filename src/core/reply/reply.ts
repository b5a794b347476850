import type { Fixed } from '../money.ts';
import type { Ms } from '../time.ts';
import type { Picture } from './picture.ts';

/**
 * One platform-neutral answer. Commands and alerts make it; each chat only renders it, by its own means and limits.
 * Cells are typed so that every chat and `--json` can print them its own way.
 */
export type Reply = {
  readonly title: string;
  /** One sentence or figure group a line, at most 60 characters for a phone. */
  readonly lines: readonly string[];
  readonly table?: Table;
  /** Drawn above the text where a chat can show it. */
  readonly picture?: Picture;
  /** To be kept: a chat uploads them below the text. */
  readonly files?: readonly ReplyFile[];
  /** Two to four; a dangerous one never beside Approve. Each carries the command line it stands for. */
  readonly buttons?: readonly Button[];
  /** Cards with the same topic follow each other: `position 7`, `proposal A12`. */
  readonly topic?: string;
  /** It goes on with the answer whose button was tapped: a chat draws it over that one. */
  readonly goesOn?: true;
  /** Those of the lines that are there to be copied as they stand. */
  readonly copies?: readonly string[];
  /** It holds a secret of its reader's: a chat takes it away again, at the latest after some minutes. */
  readonly secret?: true;
  /** Left out or `ok` for an answer; `refused` when nothing was done and the lines say what was expected. */
  readonly outcome?: 'ok' | 'refused';
};

/** A text file with the name under which it is kept. */
export type ReplyFile = { readonly name: string; readonly text: string };

export type Button = {
  readonly label: string;
  readonly line: string;
  /** Where a text is asked for first, such as a one-time code: what to write above the field. It is put at the end of the line. */
  readonly asks?: string;
};

export type Table = { readonly columns: readonly TableColumn[]; readonly rows: readonly (readonly Cell[])[] };
export type TableColumn = { readonly name: string; readonly align: 'left' | 'right' };

export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  /** Signed ones are profits. */
  | { readonly kind: 'money'; readonly amount: Fixed; readonly currency: string; readonly signed: boolean }
  | { readonly kind: 'price'; readonly price: Fixed; readonly tick: Fixed }
  | { readonly kind: 'number'; readonly value: number; readonly digits: number }
  /** A fraction of one. */
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'time'; readonly at: Ms };

/** A refusal: what was wrong, what was expected, and an example that works. */
export const refusal = (wrong: string, expected: string, example: string): Reply => ({
  title: wrong,
  lines: [expected, `Example: ${example}`],
  outcome: 'refused',
});
