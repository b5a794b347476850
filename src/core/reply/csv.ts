/** A column of a file of comma-separated values: `text` may be anybody's words, a `figure` is an amount, a count or a time. */
export type CsvColumn<R> = {
  readonly name: string;
  /** One line for the documentation, with its unit. */
  readonly about: string;
  readonly kind: 'text' | 'figure';
  readonly of: (row: R) => string;
};

/** What a spreadsheet takes for the beginning of a formula, be it behind a line break or in its full-width form. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u;

/** Text that a spreadsheet shows and never works out. */
const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** As RFC 4180 has it: quoted where it must be, quotes doubled. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows below the names of their columns, as RFC 4180 has them. */
export const csvOf = <R>(columns: readonly CsvColumn<R>[], rows: readonly R[]): string =>
  [
    columns.map(({ name }) => quoted(name)),
    ...rows.map((row) => columns.map(({ kind, of }) => quoted(kind === 'text' ? harmless(of(row)) : of(row)))),
  ]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');
