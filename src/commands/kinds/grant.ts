import { z } from 'zod';
import { type ArgumentKind, type Misread } from '../../core/desk/arguments.ts';
import type { Read } from '../../core/desk/read.ts';
import { money } from '../../core/facts/vocabulary.ts';
import { type Decimal, decimal, type Fixed } from '../../core/money.ts';
import type { Grant } from '../../core/state/grants.ts';
import { count } from './figures.ts';
import { entryBound } from './size.ts';

const known = (desk: Read): readonly string[] => [...desk.state().grants.keys()];

/** The largest amount of one entry; or `revoke`, whose next word is a grant. */
export const eachOrRevoke: ArgumentKind<Fixed | 'revoke', Decimal> = {
  name: 'the largest amount of one entry, or revoke',
  example: '200',
  schema: z.union([z.literal('revoke'), money]),
  takes: (words, desk) => entryBound.takes?.(words, desk) ?? 1,
  json: (value) => (value === 'revoke' ? value : decimal(value)),
  word: (json) => entryBound.word?.(json) ?? json,
  parse: (text, desk) => (text.toLowerCase() === 'revoke' ? { value: 'revoke' } : entryBound.parse(text, desk)),
  complete: (prefix) => ['revoke'].filter((word) => word.startsWith(prefix.toLowerCase())),
};

/** How many entries; or, after `revoke`, a grant by its id. */
export const countOrGrant: ArgumentKind<number | Grant, number | string> = {
  name: 'how many entries, or a grant',
  example: '3',
  schema: z.union([z.number().int().positive(), z.string().regex(/^G\d+$/)]),
  json: (value) => (typeof value === 'number' ? value : value.id),
  parse(text, desk): { readonly value: number | Grant } | Misread {
    if (!/^g\d+$/i.test(text)) return count.parse(text, desk);
    const value = desk.state().grants.get(text.toUpperCase());
    if (value !== undefined) return { value };
    const standing = known(desk);
    return {
      wrong: `There is no grant ${text}`,
      expected: standing.length === 0 ? 'None stands' : `Standing: ${standing.join(', ')}`,
    };
  },
  complete: (prefix, desk) => known(desk).filter((id) => id.startsWith(prefix.toUpperCase())),
};
