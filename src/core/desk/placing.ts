import { expectedBy } from '../facts/expected.ts';
import type { Argument, Misread } from './arguments.ts';
import type { Read } from './read.ts';

/** A command's arguments by name, in the order of its line. */
export type Arguments = readonly (readonly [string, Argument<unknown>])[];

/** What was typed for each argument, by its name. */
export type Texts = ReadonlyMap<string, string>;

const BARE = /^\d[\d.,]*$/;

/**
 * Which words are meant for which argument; `left` are those that are for none. A word such as `amount=500` names its argument; the
 * others are taken in order. Free text is the rest of the line, and a bare number before it may well be its beginning (`20 min
 * late`): it is taken for a figure only where it ends the line, or a named word or its unit follows (`500 USDT`).
 */
export function placed(
  args: Arguments,
  words: readonly string[],
  desk: Read,
): { readonly texts: Texts; readonly left: readonly string[] } | Misread {
  const texts = new Map<string, string>();
  const takesRest = args.some(([, { rest }]) => rest);
  let at = 0;
  let twice: string | undefined;
  let bare: Misread | undefined;

  const nameOf = (word = ''): readonly [string, Argument<unknown>] | undefined => {
    const name = /^(\w+)=/.exec(word)?.[1]?.toLowerCase();
    return args.find(([key, { named }]) => key.toLowerCase() === name || (named && key === word.toLowerCase()));
  };

  /** How many words stand here for an argument. */
  const lengthOf = ({ kind }: Argument<unknown>, first: string): number =>
    Math.max(1, kind.takes?.([first, ...words.slice(at + 1)], desk) ?? 1);

  /** How many arguments besides this one still need a word. */
  const lacking = (besides: string): number =>
    args.filter(([key, { optional }]) => !optional && key !== besides && !texts.has(key)).length;

  /** Takes the named words that stand here. */
  function takeNamed(): void {
    for (let found = nameOf(words[at]); found !== undefined; found = nameOf(words[at])) {
      const [key, argument] = found;
      if (texts.has(key)) twice ??= key;
      if (words[at]?.includes('=') === false) at += 1;
      const first = words[at]?.replace(/^\w+=/, '');
      if (first === undefined) {
        bare = {
          wrong: `${key} of what?`,
          expected: `Expected ${argument.kind.name} behind it, such as ${argument.kind.example}`,
        };
        return;
      }
      const whole = argument.rest ? words.length : at + lengthOf(argument, first);
      // A unit behind it may as well be the word that is needed elsewhere: `amount=500 BTC`.
      const end = argument.rest || words.length - whole >= lacking(key) ? whole : at + 1;
      texts.set(key, [first, ...words.slice(at + 1, end)].join(' '));
      at = end;
    }
  }

  const reads = ({ kind }: Argument<unknown>, text: string): boolean => 'value' in kind.parse(text, desk);

  /** Whether what stands here may be left to a later argument. */
  function skips(index: number, argument: Argument<unknown>, word: string): boolean {
    if (!argument.optional) return false;
    if (isBeginning(word)) return true;
    const read = argument.kind.parse(word, desk);
    if ('value' in read || read.meant === true) return false;
    return takesRest || (argument.skippable && args.slice(index + 1).some(([, later]) => reads(later, word)));
  }

  /** What is wrong with a word that neither the argument it stands for takes nor, where that may be left out, a later one. */
  function fitsNone(index: number, argument: Argument<unknown>, word: string): Misread | undefined {
    const later = args.slice(index + 1).map(([, one]) => one);
    const last = later.at(-1);
    if (!argument.skippable || last === undefined || takesRest) return undefined;
    const read = argument.kind.parse(word, desk);
    if ('value' in read || read.meant === true) return undefined;
    const misread = last.kind.parse(word, desk);
    if ('value' in misread) return undefined;
    const meant = [read, misread].find(({ expected }) => expected.startsWith('Did you mean'));
    const such = ({ kind }: Argument<unknown>): string => `${kind.name} such as ${kind.example}`;
    return {
      wrong: `"${word}" is neither ${argument.kind.name} nor ${last.kind.name}`,
      expected: meant?.expected ?? `Expected ${such(argument)}, or ${such(last)}`,
    };
  }

  const isBeginning = (word: string): boolean => {
    const next = words[at + 1];
    return takesRest && BARE.test(word) && next !== undefined && nameOf(next) === undefined;
  };

  for (const [index, [key, argument]] of args.entries()) {
    takeNamed();
    if (texts.has(key) || argument.named) continue;
    if (argument.rest) {
      texts.set(key, words.slice(at).join(' '));
      at = words.length;
      continue;
    }
    const word = words[at];
    if (word === undefined) continue;
    const taken = lengthOf(argument, word);
    if (taken === 1 && skips(index, argument, word)) continue;
    const misread = taken > 1 ? undefined : fitsNone(index, argument, word);
    if (misread !== undefined) return misread;
    texts.set(key, words.slice(at, at + taken).join(' '));
    at += taken;
  }
  takeNamed();
  if (bare !== undefined) return bare;
  if (twice !== undefined) return { wrong: `${twice} is given twice`, expected: `Expected one ${twice}` };
  return { texts, left: words.slice(at) };
}

/** Words of a longest line whose order is looked at: four have 24. */
const MOST_ORDERED = 4;

/** The other orders in which a few words can stand. */
export function orders(words: readonly string[]): readonly (readonly string[])[] {
  if (words.length < 2 || words.length > MOST_ORDERED) return [];
  const all = (left: readonly string[]): readonly (readonly string[])[] =>
    left.length < 2 ? [left] : left.flatMap((word, i) => all(left.toSpliced(i, 1)).map((others) => [word, ...others]));
  return all(words).slice(1);
}

/** The named words for arguments given as JSON; what is wrong with one is told as it is of a typed word. */
export function written(
  args: Arguments,
  json: Readonly<Record<string, unknown>>,
  desk: Read,
): { readonly words: readonly string[] } | Misread {
  const unknown = Object.keys(json).find((name) => !args.some(([key]) => key === name));
  if (unknown !== undefined)
    return { wrong: `There is no argument ${unknown}`, expected: `Expected ${args.map(([key]) => key).join(', ') || 'none'}` };
  const words: string[] = [];
  for (const [key, { kind }] of args) {
    const value = json[key];
    if (value === undefined) continue;
    const checked = kind.schema.safeParse(value);
    if (!checked.success) {
      const read = typeof value === 'string' ? kind.parse(value, desk) : undefined;
      if (read !== undefined && 'wrong' in read) return read;
      const why = checked.error.issues.map(expectedBy).join('; ');
      return { wrong: `${key} cannot be ${JSON.stringify(value)}`, expected: `Expected ${kind.name} as JSON: ${why}` };
    }
    words.push(`${key}=${kind.word?.(checked.data) ?? String(checked.data)}`);
  }
  return { words };
}
