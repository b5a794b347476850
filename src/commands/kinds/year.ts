import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';

const yearOf = (at: number): number => new Date(at).getUTCFullYear();

/** A calendar year in UTC that has begun. */
export const year: ArgumentKind<number> = {
  name: 'a year',
  example: '2024',
  schema: z.number().int().min(1970).max(9999),
  parse(text, desk) {
    const value = /^\d{4}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= 1970)) return { wrong: `"${text}" is no year`, expected: 'Expected a year since 1970, such as 2024' };
    return value <= yearOf(desk.now())
      ? { value }
      : { wrong: `${text} is still to come`, expected: `Expected ${yearOf(desk.now())} or a year before`, meant: true };
  },
  complete: (prefix, desk) => [yearOf(desk.now()), yearOf(desk.now()) - 1].map(String).filter((word) => word.startsWith(prefix)),
};
