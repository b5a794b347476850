import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { zoneAt, zonesLike } from '../../core/zone.ts';

/** Suggestions that a chat can show at once. */
const MOST = 25;

/** Words of the longest name of a place. */
const MOST_WORDS = 3;

/** A time zone by its IANA name, or by its city. */
export const zone: ArgumentKind<string> = {
  name: 'a time zone',
  example: 'Europe/Berlin',
  schema: z.string(),
  parse(text) {
    const value = zoneAt(text);
    if (value !== undefined) return { value };
    const [near] = text === '' ? [] : zonesLike(text.replaceAll(' ', '_'));
    return {
      wrong: `"${text}" is no time zone`,
      expected: near === undefined ? 'Expected a city with its continent, or the city alone' : `Did you mean ${near}?`,
    };
  },
  takes: (words) => Math.min(MOST_WORDS, words.length),
  complete: (prefix) => zonesLike(prefix).slice(0, MOST),
};
