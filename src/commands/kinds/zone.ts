import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { zoneOf, zonesLike } from '../../core/zone.ts';

/** Suggestions that a chat can show at once. */
const MOST = 25;

/** A time zone by its IANA name. */
export const zone: ArgumentKind<string> = {
  name: 'a time zone',
  example: 'Europe/Berlin',
  schema: z.string(),
  parse(text) {
    const value = zoneOf(text);
    if (value !== undefined) return { value };
    const [near] = text === '' ? [] : zonesLike(text);
    return {
      wrong: `"${text}" is no time zone`,
      expected: near === undefined ? 'Expected an IANA name: a continent and a city' : `Did you mean ${near}?`,
    };
  },
  complete: (prefix) => zonesLike(prefix).slice(0, MOST),
};
