import { expect, test } from 'vitest';
import { type CsvColumn, csvOf } from '../../../src/core/reply/csv.ts';
import { readCsv } from '../../support/readCsv.ts';

type Row = { readonly says: string; readonly amount: string };
const COLUMNS: readonly CsvColumn<Row>[] = [
  { name: 'says', about: '', kind: 'text', of: ({ says }) => says },
  { name: 'amount', about: '', kind: 'figure', of: ({ amount }) => amount },
];
const written = (...says: readonly string[]): string =>
  csvOf(
    COLUMNS,
    says.map((one) => ({ says: one, amount: '-1.50' })),
  );

test('rows stand below the names of their columns, each line with its end', () => {
  expect(written('plain')).toBe('says,amount\r\nplain,-1.50\r\n');
  expect(written()).toBe('says,amount\r\n');
});

test('commas, quotes and line breaks are read back as they were', () => {
  const texts = ['a,b', 'say "no"', 'two\nlines', 'two\r\nlines', '"', ''];
  expect(readCsv(written(...texts)).map(([says]) => says)).toEqual(['says', ...texts]);
});

test('what a spreadsheet would take for a formula is text to it; a negative amount stays a number', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '=HYPERLINK("http://x","y")'];
  const rows = readCsv(written(...formulas)).slice(1);
  expect(rows).toEqual(formulas.map((text) => [`'${text}`, '-1.50']));
  expect(readCsv(written('a=1', 'BTC-PERP'))[1]).toEqual(['a=1', '-1.50']);
});
