import { z } from 'zod';
import type { ArgumentKind, Misread } from '../../core/desk/arguments.ts';
import type { Read } from '../../core/desk/read.ts';
import { amountDoubt, type Doubt } from '../../core/facts/settingUnits.ts';
import { money } from '../../core/facts/vocabulary.ts';
import { numberIn, pointOrThousands, readFigure } from '../../core/figure.ts';
import { type Decimal, decimal, type Fixed, fixed, min, ZERO } from '../../core/money.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import { mostOf } from '../cards/slip.ts';

/** A figure without the account's currency before or behind it: `$` is that of any dollar. */
export function withoutCurrency(text: string, currency: string): string {
  const [sign, code] = ['$', currency.toLowerCase()];
  const lower = text.toLowerCase();
  if (lower.endsWith(code)) return text.slice(0, -code.length).trimEnd();
  return currency.startsWith('USD') && lower.startsWith(sign) ? text.slice(1).trimStart() : text;
}

/** What is wrong with a text that has the look of a figure; undefined for any other text and for a figure. */
function noFigure(text: string): Misread | undefined {
  const read = readFigure(text);
  return read !== undefined && 'wrong' in read ? read : undefined;
}

/** A positive price, exact. */
export const price: ArgumentKind<Fixed, Decimal> = {
  name: 'a price',
  example: '42000',
  schema: money,
  json: decimal,
  parse(text, desk) {
    const currency = currencyOf(desk);
    const read = readFigure(withoutCurrency(text, currency));
    if (read !== undefined && 'wrong' in read) return read;
    if (read?.decimal.startsWith('-')) return { wrong: `${text} is below 0`, expected: 'Expected a number above 0' };
    if (read === undefined || read.percent || !/^\d{1,15}(\.\d{1,12})?$/.test(read.decimal))
      return { wrong: `"${text}" is no amount of ${currency}`, expected: 'Expected a number above 0, at most 12 decimals' };
    const value = fixed(read.decimal);
    return value > ZERO ? { value } : { wrong: 'The amount is 0', expected: 'Expected a number above 0' };
  },
  takes: ([, unit], desk) => (unit?.toLowerCase() === currencyOf(desk).toLowerCase() ? 2 : 1),
  complete: () => [],
};

/**
 * A positive decimal amount of quote currency, exact. A point that may part thousands is asked back, since 1.000 of money is often a
 * thousand; prices have such decimals.
 */
export const amount: ArgumentKind<Fixed, Decimal> = {
  ...price,
  name: 'an amount in quote currency',
  example: '200',
  word: (json) => pointOrThousands(json)?.point ?? json,
  parse(text, desk) {
    const doubt = amountDoubt(withoutCurrency(text, currencyOf(desk)));
    return doubt === undefined
      ? price.parse(text, desk)
      : { wrong: doubt.asked, expected: `Write ${doubt.spellings.join(' or ')}`, meant: true };
  },
};

/** The least that some order here may be of. */
const leastOrder = ({ market }: Read): Fixed => {
  const [first = ZERO, ...others] = market.instruments().map(({ minNotional }) => minNotional);
  return others.reduce(min, first);
};

/** The amount of an order. Of two that it can be, those are offered that an order of this account can be of. */
export const orderAmount: ArgumentKind<Fixed, Decimal> = {
  ...amount,
  parse(text, desk) {
    const doubt = amountDoubt(withoutCurrency(text, currencyOf(desk)));
    if (doubt === undefined) return price.parse(text, desk);
    const [least, most] = [leastOrder(desk), mostOf(desk)];
    const passing = doubt.spellings.filter((spelling) => fixed(spelling) >= least && fixed(spelling) <= most);
    if (passing.length === 0) return price.parse(text, desk);
    const others = doubt.spellings.filter((spelling) => !passing.includes(spelling));
    const why = others.length === 0 ? '' : `; no order here is of ${others.join(' or ')}`;
    return { wrong: doubt.asked, expected: `Write ${passing.join(' or ')}${why}`, meant: true };
  },
};

/** A price, with its doubt where its point may part thousands: what it is of tells whether that is asked back. */
export type DoubtablePrice = { readonly price: Fixed; readonly doubt?: Doubt & { readonly thousands: Fixed } };

/** A price of something that has a market price, by which a doubt is cleared. */
export const marketPrice: ArgumentKind<DoubtablePrice, Decimal> = {
  ...price,
  json: ({ price: exact }) => decimal(exact),
  word: (json) => pointOrThousands(json)?.point ?? json,
  parse(text, desk) {
    const parsed = price.parse(text, desk);
    if (!('value' in parsed)) return parsed;
    const figure = withoutCurrency(text, currencyOf(desk));
    const doubt = amountDoubt(figure);
    const thousands = fixed(pointOrThousands(figure)?.thousands ?? '0');
    return { value: { price: parsed.value, ...(doubt === undefined ? {} : { doubt: { ...doubt, thousands } }) } };
  },
};

/** Where a stop or target is to be: a price, the entry (`be`), or a distance from the last price such as `-2%`. */
export type PriceOrDistance =
  | ({ readonly kind: 'price' } & DoubtablePrice)
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
  word: (to) =>
    to.kind === 'price' ? (pointOrThousands(to.price)?.point ?? to.price) : to.kind === 'entry' ? 'be' : signedPercent(to.share),
  parse(text, desk) {
    if (/^(be|entry)$/i.test(text)) return { value: { kind: 'entry' } };
    const distance = readFigure(text);
    if (distance !== undefined && 'percent' in distance && distance.percent) {
      if (/^\d/.test(text))
        return {
          wrong: `${text} from where?`,
          expected: `A distance has its sign: -${text} is below the last price, +${text} above`,
        };
      return { value: { kind: 'distance', share: Number(distance.decimal) } };
    }
    const parsed = marketPrice.parse(text, desk);
    if ('value' in parsed) return { value: { kind: 'price', ...parsed.value } };
    return (
      noFigure(text) ?? {
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

/** How many days, weeks or months, with or without that word: `7`, `7 days`, `7d`. */
export const countOf = (unit: 'day' | 'week' | 'month'): ArgumentKind<number> => {
  const named = new RegExp(`^(\\d+) ?(?:${unit}s?|${unit[0]})$`, 'i');
  return {
    ...count,
    name: `a number of ${unit}s`,
    example: '7',
    parse(text, desk) {
      const read = count.parse(named.exec(text)?.[1] ?? text, desk);
      return 'value' in read ? read : { wrong: `"${text}" is no number of ${unit}s`, expected: `Expected 1 to 999 ${unit}s` };
    },
    takes: ([figure = '', word = '']) => (/^\d+$/.test(figure) && /^[a-z]+$/i.test(word) ? 2 : 1),
  };
};

/** `on`, `off`, or a weight from 0 to 10. */
export const weight: ArgumentKind<'on' | 'off' | number> = {
  name: 'on, off, or a weight',
  example: 'off',
  schema: z.union([z.enum(['on', 'off']), z.number().min(0).max(10)]),
  parse(text) {
    const word = text.toLowerCase();
    if (word === 'on' || word === 'off') return { value: word };
    const value = numberIn(text);
    if (value >= 0 && value <= 10) return { value };
    return noFigure(text) ?? { wrong: `"${text}" is no weight`, expected: 'Expected on, off, or 0 to 10' };
  },
  complete: (prefix) => ['on', 'off'].filter((text) => text.startsWith(prefix)),
};
