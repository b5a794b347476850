import { assert, constantFrom, integer, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { numberIn, readFigure } from '../../src/core/figure.ts';

const shown = (text: string): string => {
  const read = readFigure(text);
  if (read === undefined) return 'none';
  return 'decimal' in read ? `${read.decimal}${read.percent ? ' %' : ''}` : read.expected;
};
const PARTED = 'Expected a figure such as 1234.56 or 1,234.56';
const KEYS = Array.from("0123456789.,' %k-");
/** No-break, narrow no-break, thin and figure space. */
const [NBSP, NARROW, THIN, FIGURE] = ['\u00a0', '\u202f', '\u2009', '\u2007'];

it.each([
  ['1234.5', '1234.5'],
  ['0', '0'],
  ['-0', '0'],
  ['007', '7'],
  ['.5', '0.5'],
  [',5', '0.5'],
  ['5.', '5'],
  ['200,', '200'],
  ['1.000', '1'],
  ['1,000', '1000'],
  ['1,000.50', '1000.5'],
  ['1.000,50', '1000.5'],
  ['12,345,678', '12345678'],
  ['12.345.678', '12345678'],
  ['12.345.678,9', '12345678.9'],
  ['1,5', '1.5'],
  ['100,50', '100.5'],
  ['0,09', '0.09'],
  ['0,001', '0.001'],
  ['0,500', '0.5'],
  ['1234,567', '1234.567'],
  ['1,2345', '1.2345'],
  ["1'000.50", '1000.5'],
  ['1’000,50', '1000.5'],
  ['1_000_000', '1000000'],
  ['1 000', '1000'],
  [`1${NBSP}000,50`, '1000.5'],
  [`2${NARROW}000${NARROW}000`, '2000000'],
  [`1${THIN}000.5`, '1000.5'],
  [`1${FIGURE}000`, '1000'],
  ['1k', '1000'],
  ['1K', '1000'],
  ['1.5k', '1500'],
  ['2,5k', '2500'],
  ['0.0005k', '0.5'],
  ['1e3', '1000'],
  ['1.5E2', '150'],
  ['1e-3', '0.001'],
  ['2%', '0.02 %'],
  ['2 %', '0.02 %'],
  [`2${NBSP}%`, '0.02 %'],
  ['1,5%', '0.015 %'],
  ['0.1%', '0.001 %'],
  ['100%', '1 %'],
  ['½', '0.5'],
  ['1½', '1.5'],
  ['1 ½', '1.5'],
  [`1${NBSP}½${NBSP}%`, '0.015 %'],
  ['–½%', '-0.005 %'],
  ['¼%', '0.0025 %'],
  ['⅛', '0.125'],
  ['+3', '3'],
  ['-2%', '-0.02 %'],
  ['−2%', '-0.02 %'],
  ['–2%', '-0.02 %'],
  ['—2%', '-0.02 %'],
  ['５００', '500'],
  ['２％', '0.02 %'],
  ['1,,5', PARTED],
  ['1,23,456', PARTED],
  ['1.2.3', PARTED],
  ['0,000,5', PARTED],
  ['1 0000', PARTED],
  ['1,000.5.5', PARTED],
  ['2m', 'Expected all its digits, such as 2000000'],
  ['2,5M', 'Expected all its digits, such as 2500000'],
  ['1bn', 'Expected all its digits, such as 1000000000'],
  ['1,234,', PARTED],
  ['', 'none'],
  ['-', 'none'],
  ['%', 'none'],
  ['NaN', 'none'],
  ['Infinity', 'none'],
  ['0x10', 'none'],
  ['1-2', 'none'],
  ['5²', 'none'],
  ['٥', 'none'],
  ['⅓', 'none'],
  ['1e400', 'none'],
  ['--5', 'none'],
  ['9'.repeat(41), 'none'],
])('%s is read as %s', (text, read) => expect(shown(text)).toBe(read));

it('reads every plain decimal as itself, however its thousands are parted', () => {
  assert(
    property(integer({ min: 1000, max: 999_999_999 }), integer({ min: 1, max: 9999 }), (whole, part) => {
      const tail = String(part).padStart(4, '0');
      const parted = (by: string): string => String(whole).replace(/\B(?=(\d{3})+$)/g, by);
      for (const [by, point] of [
        [',', '.'],
        ['.', ','],
        ["'", '.'],
        [' ', ','],
      ] as const)
        expect(numberIn(`${parted(by)}${point}${tail}`)).toBe(Number(`${whole}.${tail}`));
    }),
  );
});

it('never reads what it cannot write back: a figure is a number of the same digits', () => {
  assert(
    property(string({ unit: constantFrom(...KEYS), maxLength: 12 }), (text) => {
      const read = readFigure(text);
      if (read === undefined || !('decimal' in read)) return;
      expect(read.decimal).toMatch(/^-?\d+(\.\d*[1-9])?$/);
      const digits = text.replace(/\D/g, '').replace(/^0+|0+$/g, '');
      expect(read.decimal.replace(/\D/g, '').replace(/^0+|0+$/g, '')).toBe(digits);
    }),
    { numRuns: 2000 },
  );
});
