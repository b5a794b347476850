import { z } from 'zod';
import type { ArgumentKind, Misread } from '../../core/desk/arguments.ts';
import type { Read } from '../../core/desk/read.ts';
import { type OrderSize, sizeWord } from '../../core/execution/orderSize.ts';
import { numberIn } from '../../core/figure.ts';
import { toNumber } from '../../core/money.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import { readSize, size } from './size.ts';

/** How much of a position: a share of it, or an amount. `text` is how an amount is typed without a doubt. */
export type PositionPart =
  | { readonly unit: 'share'; readonly share: number }
  | { readonly unit: 'amount'; readonly size: OrderSize; readonly text: string };

const NAMED: Readonly<Record<string, number>> = {
  half: 0.5,
  all: 1,
  third: 1 / 3,
  quarter: 0.25,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
  '1/2': 0.5,
  '1/3': 1 / 3,
  '2/3': 2 / 3,
  '1/4': 0.25,
  '3/4': 0.75,
};

const RANGE = 'Expected above 0 and at most 100 %';

/** What a bare number is of a position: up to 1 a share, up to 100 a per cent or an amount, and nobody knows which. */
function bare(text: string, desk: Read): { readonly value: PositionPart } | Misread | undefined {
  const value = numberIn(text);
  if (Number.isNaN(value) || /[%٪]/.test(text)) return undefined;
  if (value > 0 && value <= 1) return { value: { unit: 'share', share: value } };
  if (value <= 0 || value > 100) return undefined;
  return {
    wrong: `${text} of what?`,
    expected: `Write ${value}% or ${value} ${currencyOf(desk)}`,
    meant: true,
    passing: `${value}%`,
  };
}

/** `50%`, `half`, `0.5` of a position; `0.5R` of what it put at risk; `200 USDT` or `0.02 BTC` of it. */
export const part: ArgumentKind<PositionPart, number | string> = {
  ...size,
  name: 'a part: 50%, half, 0.5R or 200 USDT',
  example: '50%',
  schema: z.union([z.number().positive().max(1), z.string().min(1).max(60)]),
  json: (value) => (value.unit === 'share' ? value.share : value.text),
  word: String,
  parse(text, desk) {
    const share = NAMED[text.toLowerCase()];
    if (share !== undefined) return { value: { unit: 'share', share } };
    const number = bare(text, desk);
    if (number !== undefined) return number;
    const read = readSize(text, desk);
    if ('wrong' in read) return read;
    const { value } = read;
    if (value.unit === 'equity') {
      const of = toNumber(value.amount);
      return of <= 1
        ? { value: { unit: 'share', share: of } }
        : { wrong: `${text} is more than all of it`, expected: RANGE, meant: true };
    }
    return {
      value: {
        unit: 'amount',
        size: value,
        text: value.unit === 'quote' ? `${sizeWord(value)} ${currencyOf(desk)}` : sizeWord(value),
      },
    };
  },
  complete: (prefix) => ['25%', '50%', '75%', 'half', 'all', '0.5R', '1R'].filter((word) => word.startsWith(prefix)),
};
