import { z } from 'zod';
import type { ArgumentKind, Misread } from '../../core/desk/arguments.ts';
import { money } from '../../core/facts/vocabulary.ts';
import { type Decimal, decimal, type Fixed, fixed, ZERO } from '../../core/money.ts';
import { currencyOf } from '../../core/reply/currency.ts';

/** A figure as people type it: a point before its decimals, and a comma only between thousands. */
const FIGURE = /^(\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?$/;

/** What is wrong with a comma in a figure, and how it is written instead; undefined where none is to blame. */
export function misplacedComma(text: string): Misread | undefined {
  if (!/^[+-]?[\d.]*,[\d.,]*%?$/.test(text) || FIGURE.test(text)) return undefined;
  const [, sign, whole = '', rest] = /^([+-]?)(\d*),(\d+%?)$/.exec(text) ?? [];
  return {
    wrong: `The comma in ${text} parts no thousands`,
    expected:
      rest === undefined
        ? 'Expected a figure such as 1,234.56'
        : `Decimals follow a point: ${sign}${whole === '' ? '0' : whole}.${rest}`,
  };
}

/** `50%`, `half`, `0.5`: a share of a position, above 0 and at most 1. */
export const share: ArgumentKind<number> = {
  name: 'a share',
  example: '50%',
  schema: z.number().positive().max(1),
  parse(text) {
    const words: Readonly<Record<string, number>> = { half: 0.5, all: 1, third: 1 / 3, quarter: 0.25 };
    const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
    const value = words[text.toLowerCase()] ?? (match === null ? Number.NaN : Number(match[1]) / (match[2] === '%' ? 100 : 1));
    return value > 0 && value <= 1
      ? { value }
      : (misplacedComma(text) ?? { wrong: `"${text}" is no share`, expected: 'Expected above 0 and at most 100 %' });
  },
  complete: (prefix) => ['25%', '50%', '75%', 'half', 'all'].filter((text) => text.startsWith(prefix)),
};

/** A positive decimal amount of quote currency, exact. */
export const amount: ArgumentKind<Fixed, Decimal> = {
  name: 'an amount in quote currency',
  example: '200',
  schema: money,
  json: decimal,
  parse(text) {
    const plain = text.replaceAll(',', '');
    if (!FIGURE.test(text) || !/^\d{1,15}(\.\d{1,12})?$/.test(plain))
      return (
        misplacedComma(text) ?? { wrong: `"${text}" is no amount`, expected: 'Expected a number above 0, at most 12 decimals' }
      );
    const value = fixed(plain);
    return value > ZERO ? { value } : { wrong: 'The amount is 0', expected: 'Expected a number above 0' };
  },
  units: (desk) => [currencyOf(desk)],
  complete: () => [],
};

/** A positive price, exact. */
export const price: ArgumentKind<Fixed, Decimal> = { ...amount, name: 'a price', example: '42000' };

/** Where a stop or target is to be: a price, the entry (`be`), or a distance from the last price such as `-2%`. */
export type PriceOrDistance =
  | { readonly kind: 'price'; readonly price: Fixed }
  | { readonly kind: 'entry' }
  | { readonly kind: 'distance'; readonly share: number };

const placeJson = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('price'), price: money }),
  z.object({ kind: z.literal('entry') }),
  z.object({ kind: z.literal('distance'), share: z.number() }),
]);

export const place: ArgumentKind<PriceOrDistance, z.infer<typeof placeJson>> = {
  name: 'a price, be, or a distance such as -2%',
  example: '-2%',
  schema: placeJson,
  json: (to) => (to.kind === 'price' ? { kind: 'price', price: decimal(to.price) } : to),
  word: (to) => (to.kind === 'price' ? to.price : to.kind === 'entry' ? 'be' : signedPercent(to.share)),
  parse(text, desk) {
    if (/^(be|entry)$/i.test(text)) return { value: { kind: 'entry' } };
    const distance = /^([+-]\d+(?:\.\d+)?)%$/.exec(text);
    if (distance !== null) return { value: { kind: 'distance', share: Number(distance[1]) / 100 } };
    const parsed = price.parse(text, desk);
    if ('value' in parsed) return { value: { kind: 'price', price: parsed.value } };
    return (
      misplacedComma(text) ?? {
        wrong: `"${text}" is no place for a stop or target`,
        expected: 'Expected a price, be, or a distance such as -2%',
      }
    );
  },
  complete: (prefix) => ['be', '-1%', '-2%', '-3%'].filter((text) => text.startsWith(prefix)),
};

const signedPercent = (share: number): string => `${share < 0 ? '' : '+'}${Number((share * 100).toPrecision(12))}%`;

/** How many lines or rows to show. */
export const count: ArgumentKind<number> = {
  name: 'a number of lines',
  example: '20',
  schema: z.number().int().positive(),
  parse: (text) =>
    /^\d{1,3}$/.test(text) && Number(text) > 0
      ? { value: Number(text) }
      : { wrong: `"${text}" is no count`, expected: 'Expected 1 to 999' },
  complete: () => [],
};

/** `on`, `off`, or a weight from 0 to 10. */
export const weight: ArgumentKind<'on' | 'off' | number> = {
  name: 'on, off, or a weight',
  example: 'off',
  schema: z.union([z.enum(['on', 'off']), z.number().min(0).max(10)]),
  parse(text) {
    const word = text.toLowerCase();
    if (word === 'on' || word === 'off') return { value: word };
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= 0 && value <= 10) return { value };
    return misplacedComma(text) ?? { wrong: `"${text}" is no weight`, expected: 'Expected on, off, or 0 to 10' };
  },
  complete: (prefix) => ['on', 'off'].filter((text) => text.startsWith(prefix)),
};
