import { z } from 'zod';
import type { ArgumentKind, Misread } from '../../core/desk/arguments.ts';
import type { Read } from '../../core/desk/read.ts';
import { accountR, type OrderSize, sizeWord } from '../../core/execution/orderSize.ts';
import { money } from '../../core/facts/vocabulary.ts';
import { plainly, pointOrThousands, readFigure } from '../../core/figure.ts';
import { type Decimal, decimal, div, type Fixed, fixed, fromNumber, mul, ONE, ZERO } from '../../core/money.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import { orderAmount } from './figures.ts';

/** What an amount can be, in words and as it is typed. */
const WAYS = 'Expected 200, 0.5R, 2% or an amount of the coin';

/** The coins that are traded, the longest name first: one may end as another does. */
const basesOf = ({ market }: Read): readonly string[] =>
  [...new Set(market.instruments().map(({ base }) => base))].toSorted((a, b) => b.length - a.length);

/** `1/2`, which no figure is. */
const RATIO = /^(\d{1,3}) ?[/⁄] ?(\d{1,3})$/;

/** A figure above 0, exact; a ratio as its quotient. */
function above(text: string, whole: string): { readonly value: Fixed } | Misread {
  const [, upper = '', lower = ''] = RATIO.exec(text) ?? [];
  if (upper !== '' && Number(lower) > 0 && Number(upper) > 0) return { value: div(fixed(upper), fixed(lower), 'down') };
  const read = readFigure(text);
  if (read !== undefined && 'wrong' in read) return { ...read, meant: true };
  if (read === undefined || !/^-?\d{1,15}(\.\d{1,12})?$/.test(read.decimal))
    return { wrong: `"${whole}" is no amount`, expected: WAYS };
  const value = fixed(read.decimal);
  if (value < ZERO) return { wrong: `${whole} is below 0`, expected: 'Expected a number above 0', meant: true };
  return value > ZERO ? { value } : { wrong: 'The amount is 0', expected: 'Expected a number above 0', meant: true };
}

/** What is left of a text that ends in a unit; undefined where it does not. */
function before(text: string, unit: string): string | undefined {
  return text.toUpperCase().endsWith(unit) ? text.slice(0, -unit.length).trimEnd() : undefined;
}

/**
 * The one reader of amounts: `200`, `200 USDT`, `$200` of quote currency, `0.02 BTC` of a coin, `0.5%` of the equity, `½R` of what is
 * risked a trade. Each figure is read as figures are everywhere.
 */
export function readSize(text: string, desk: Read): { readonly value: OrderSize } | Misread {
  const plain = plainly(text).trim();
  if (plain.endsWith('%') || plain.endsWith('٪')) {
    const share = above(plain, text);
    return 'value' in share ? { value: { unit: 'equity', amount: share.value } } : share;
  }
  const ofR = before(plain, 'R');
  if (ofR === '')
    return {
      wrong: `How many ${plain}?`,
      expected: 'Expected a number before it, such as 1R or 0.5R',
      meant: true,
      passing: '1R',
    };
  const r = ofR === undefined ? undefined : above(ofR, text);
  if (r !== undefined && 'value' in r) return { value: { unit: 'R', amount: r.value } };
  for (const base of basesOf(desk)) {
    const figure = before(plain, base.toUpperCase());
    if (figure === undefined || figure === '') continue;
    const both = pointOrThousands(figure);
    if (both !== undefined)
      return {
        wrong: `${both.point} or ${both.thousands} ${base}?`,
        expected: `Write ${both.point} ${base} or ${both.thousands} ${base}`,
        meant: true,
      };
    const amount = above(figure, text);
    if ('value' in amount) return { value: { unit: 'base', amount: amount.value, base } };
    if (amount.meant === true) return amount;
  }
  if (r?.meant === true) return r;
  const quote = orderAmount.parse(plain, desk);
  if ('value' in quote) return { value: { unit: 'quote', amount: quote.value } };
  return readFigure(plain) === undefined && quote.meant !== true ? { wrong: quote.wrong, expected: WAYS } : quote;
}

/** Units that may stand as a word of their own behind their figure. */
const isUnit = (word: string, desk: Read): boolean =>
  ['R', '%', '٪', currencyOf(desk), ...basesOf(desk)].some((unit) => unit.toUpperCase() === plainly(word).toUpperCase());

/** How many words an amount takes: one, with its unit two, and `1 ½ R` three. */
function sizeWords(words: readonly string[], desk: Read): number {
  const [first = '', second, third] = words;
  if (readFigure(first) === undefined && !RATIO.test(first)) return 1;
  if (second !== undefined && isUnit(second, desk)) return 2;
  const parted = second !== undefined && /^[½¼¾⅓⅔⅕-⅞]/.test(second);
  if (parted && third !== undefined && isUnit(third, desk)) return 3;
  return parted ? 2 : 1;
}

/** `0.5R`, as JSON and in a line. */
const sizeText = z.string().min(1).max(60);

/** JSON is no typed text: a point in it parts decimals. */
const wordOf = (json: string): string => pointOrThousands(json)?.point ?? json;

/** How large an order is to be. */
export const size: ArgumentKind<OrderSize, string> = {
  name: 'an amount: 200, 0.5R, 2% or 0.02 BTC',
  example: '200',
  schema: sizeText,
  json: sizeWord,
  word: wordOf,
  parse: readSize,
  takes: sizeWords,
  complete: (prefix) => ['0.25R', '0.5R', '1R', '5%'].filter((text) => text.startsWith(prefix)),
};

/** What a size comes to in quote currency at the last price; undefined for a coin without one. */
function worthOf(given: OrderSize, desk: Read): Fixed | undefined {
  switch (given.unit) {
    case 'quote':
      return given.amount;
    case 'equity':
      return mul(desk.equity(), given.amount, 'down');
    case 'R':
      return mul(accountR(desk.equity(), desk.state().settings.values.risk), given.amount, 'down');
    case 'base': {
      const priced = desk.market.instruments().find(({ base }) => base === given.base);
      const last = priced === undefined ? undefined : desk.market.quote(priced.symbol)?.last;
      return last === undefined ? undefined : mul(given.amount, fromNumber(last), 'down');
    }
  }
}

const CENTS: Fixed = ONE / 100n;

/** An amount of quote currency that stands, whatever the equity and the prices become: read once, by what they are now. */
const boundBy = (takesR: boolean): ArgumentKind<Fixed, Decimal> => ({
  name: 'an amount in quote currency',
  example: '200',
  schema: money,
  json: decimal,
  word: wordOf,
  parse(text, desk) {
    const read = readSize(text, desk);
    if ('wrong' in read) return read;
    const worth = worthOf(read.value, desk);
    if (worth === undefined)
      return { wrong: `${text} has no price now`, expected: 'Expected an amount such as 200', meant: true };
    const rounded = read.value.unit === 'quote' ? worth : (worth / CENTS) * CENTS;
    if (read.value.unit === 'R' && !takesR)
      return {
        wrong: `${text} is what a stop loses, and there is no stop here`,
        expected: `Expected an amount; ${text} of the account is ${decimal(rounded)} now`,
        meant: true,
        passing: decimal(rounded),
      };
    return rounded > ZERO ? { value: rounded } : { wrong: `${text} is less than 0.01`, expected: 'Expected more', meant: true };
  },
  takes: sizeWords,
  complete: () => [],
});

/** The bound of what is entered, which has no stop: no R. */
export const entryBound = boundBy(false);
/** The bound of what is lost. */
export const lossBound = boundBy(true);
