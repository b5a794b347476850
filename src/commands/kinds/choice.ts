import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { nearest } from '../../core/reply/nearest.ts';

/** One of a few words. */
export function choice<const T extends string>(name: string, words: readonly T[]): ArgumentKind<T> {
  return {
    name,
    example: words[0] ?? '',
    words,
    schema: z.enum(words),
    parse(text) {
      const value = words.find((word) => word === text.toLowerCase());
      if (value !== undefined) return { value };
      const near = nearest(text, words);
      return {
        wrong: `"${text}" is not known here`,
        expected: near === undefined ? `Expected ${words.join(', ')}` : `Did you mean ${near}? Expected ${words.join(', ')}`,
      };
    },
    complete: (prefix) => words.filter((word) => word.startsWith(prefix.toLowerCase())),
  };
}
