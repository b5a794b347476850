import type { Reply } from './reply.ts';

/** What stands for an amount where money is hidden. */
const HIDDEN = '•••';

/**
 * An amount or a quantity in a text that was written before: a figure with two decimals or more that is no percentage, no multiple of
 * R and no leverage, one before the name of a coin, and those on both sides of an arrow. It may take a price for one.
 */
const AMOUNT =
  /[+−-]?\d[\d,]*\.\d{2,}(?!\d| ?%| ?R\b|x\b)|(?<![:\d.,-])\d[\d,.]*(?= (?:→|[A-Z]{2,}))|(?<=→ )\d(?:[\d,]*\d)?(?![\d.]| ?%)/g;

let hiding = false;

/**
 * Makes something in which no amount of money and no quantity is printed; prices, shares and multiples of R are. `make` prints
 * by the figures of this room and returns at once: what it would print later is printed in full.
 */
export function withoutMoney<T>(make: () => T): T {
  const before = hiding;
  hiding = true;
  try {
    return make();
  } finally {
    hiding = before;
  }
}

/** An amount as it may be printed now. */
export const amountText = (text: () => string): string => (hiding ? HIDDEN : text());

/** A stored text as it may be printed now: amounts in it were printed when nobody knew who would read it. */
export const storedText = (text: string): string => (hiding ? text.replaceAll(AMOUNT, HIDDEN) : text);

/** A line that somebody typed, as it may be printed now: its amounts can be whole numbers, so of it the first word is left. */
export const typedText = (line: string): string => (hiding ? (line.split(' ')[0] ?? '') : line);

/** A stored text without its amounts. */
export const textWithoutMoney = (text: string): string => withoutMoney(() => storedText(text));

/** A reply without amounts: nor in its table, nor drawn as equity, nor in files. */
export function replyWithoutMoney(make: () => Reply): Reply;
export function replyWithoutMoney(make: () => Reply | undefined): Reply | undefined;
export function replyWithoutMoney(make: () => Reply | undefined): Reply | undefined {
  const made = withoutMoney(make);
  if (made === undefined) return undefined;
  const { table, picture, files: _, ...words } = made;
  return {
    ...words,
    ...(table === undefined
      ? {}
      : {
          table: {
            ...table,
            rows: table.rows.map((row) => row.map((cell) => (cell.kind === 'money' ? { kind: 'text', text: HIDDEN } : cell))),
          },
        }),
    ...(picture === undefined || picture.kind === 'equity' ? {} : { picture }),
  };
}
