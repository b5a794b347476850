import { z } from 'zod';
import type { Read } from './read.ts';

/**
 * A word that could not be read: what was wrong and what was expected, to be shown with the kind's example. One that is `meant` for the
 * argument all the same, such as a length that is too long, is refused as it is and not left to free text behind it.
 */
export type Misread = {
  readonly wrong: string;
  readonly expected: string;
  readonly meant?: true;
  /** What would be read in its place. */
  readonly passing?: string;
};

/** One thing to choose: the word that it is in the line, and how it is called where people choose. */
export type Choice = {
  readonly word: string;
  readonly label: string;
  /** The whole line that it stands for, where that is another one. */
  readonly line?: string;
};

/** What there is to choose from, the likeliest first. */
export type Choices = {
  /** `Which position?` */
  readonly asks: string;
  readonly lines?: readonly string[];
  readonly all: readonly Choice[];
  /** What is said where there is nothing. */
  readonly none: string;
};

/**
 * One kind of argument (symbol, position, amount, duration ...): it carries its own parsing, completion and example. `T` is what a
 * command gets of it, `J` the same as JSON.
 */
export type ArgumentKind<T, J = T> = {
  readonly name: string;
  readonly example: string;
  /** What JSON gives: a symbol, the number of a position, decimal text for money, ms for a length or a moment. */
  readonly schema: z.ZodType<J>;
  /** A value as that JSON; the value itself where left out. */
  json?(value: T): J;
  /** That JSON as `parse` reads it; its text where left out. */
  word?(json: J): string;
  parse(text: string, desk: Read): { readonly value: T } | Misread;
  complete(prefix: string, desk: Read): readonly string[];
  /** What is there now to choose from; left out of what can only be typed. */
  choices?(desk: Read): Choices;
  /** How many of the words, from the first on, are one figure with its unit, such as `500 USDT` or `30 min`: it is nothing else. */
  takes?(words: readonly string[], desk: Read): number;
  /** Every word that it can be, where those are few and always the same. */
  readonly words?: readonly string[];
};

/** Where an argument stands in the line. */
export type Argument<T> = {
  readonly kind: ArgumentKind<T, unknown>;
  readonly optional: boolean;
  /** Takes all that is left of the line as one text. */
  readonly rest: boolean;
  /** May be left out although a later one is given. */
  readonly skippable: boolean;
  /** Stands behind its name wherever it is in the line: `stop 41000` or `stop=41000`. */
  readonly named: boolean;
};

export const required = <T>(kind: ArgumentKind<T, unknown>): Argument<T> => ({
  kind,
  optional: false,
  rest: false,
  skippable: false,
  named: false,
});
export const optional = <T>(kind: ArgumentKind<T, unknown>): Argument<T | undefined> => ({
  kind,
  optional: true,
  rest: false,
  skippable: false,
  named: false,
});
export const skippable = <T>(kind: ArgumentKind<T, unknown>): Argument<T | undefined> => ({ ...optional(kind), skippable: true });

export const named = <T>(kind: ArgumentKind<T, unknown>): Argument<T | undefined> => ({ ...optional(kind), named: true });

/** The remainder of the line, empty text when there is none. */
export const rest = (name: string, example: string): Argument<string> => ({
  kind: { name, example, schema: z.string(), parse: (text) => ({ value: text }), complete: () => [] },
  optional: true,
  rest: true,
  skippable: false,
  named: false,
});
