import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { nearest } from '../../core/reply/nearest.ts';
import { type Member, memberNamed } from '../../core/state/people.ts';

/** Words of the longest name. */
const MOST_WORDS = 4;

/** Somebody on the list, by id or by name. */
export const person: ArgumentKind<Member, string> = {
  name: 'somebody on the list',
  example: 'p2',
  schema: z.string(),
  json: ({ id }) => id,
  parse(text, desk) {
    const { people } = desk.state();
    const value = memberNamed(people, text);
    if (value !== undefined) return { value };
    const names = [...people.values()].map(({ name }) => name);
    const near = nearest(text, names);
    const known = names.length === 0 ? 'Nobody is on it: /users adds one' : `Expected ${names.join(', ')}`;
    return {
      wrong: `Nobody on the list is "${text}"`,
      expected: near === undefined ? known : `Did you mean ${near}?`,
      meant: true,
    };
  },
  takes(words, desk) {
    const { people } = desk.state();
    const lengths = Array.from({ length: Math.min(MOST_WORDS, words.length) }, (_, i) => i + 1);
    return lengths.findLast((length) => memberNamed(people, words.slice(0, length).join(' ')) !== undefined) ?? 1;
  },
  complete: (prefix, desk) =>
    [...desk.state().people.values()]
      .map(({ name }) => name)
      .filter((name) => name.toLowerCase().startsWith(prefix.toLowerCase())),
};
