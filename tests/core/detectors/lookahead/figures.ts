import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CandleColumns } from '../../../../src/core/market/candles.ts';
import { newColumns } from '../../../../src/core/market/columns.ts';
import { sharedData } from '../../../data.ts';

/** A table of text: its column names and its rows. */
export type Table = { readonly names: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** A set of the library's figures: candles, and its tables by file name. */
export type Figures = {
  readonly title: string;
  readonly candles: CandleColumns;
  /** The files of its tables. */
  readonly files: readonly string[];
  table(file: string): Table;
};

function tableOf(path: string): Table {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  return { names: head.split(','), rows: lines.map((line) => line.split(',')) };
}

/** `2022.10.10 00:15:00` or milliseconds. */
const timeOf = (text: string): number =>
  text.includes('.') ? Date.parse(`${text.replaceAll('.', '-').replace(' ', 'T')}Z`) : Number(text);

function candlesOf({ names, rows }: Table): CandleColumns {
  const columns = newColumns(rows.length);
  const named = names.map((name) => name.toLowerCase());
  const time = Math.max(named.indexOf('ts'), named.indexOf('date'));
  for (const [i, row] of rows.entries()) {
    columns.time[i] = timeOf(row[time] ?? '');
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) columns[name][i] = Number(row[named.indexOf(name)]);
  }
  return columns;
}

function figuresIn(title: string, folder: string, input: string): readonly Figures[] {
  const path = sharedData(folder);
  if (path === undefined) return [];
  const files = readdirSync(path).filter((file) => file.endsWith('.csv') && file !== input);
  return [{ title, candles: candlesOf(tableOf(join(path, input))), files, table: (file) => tableOf(join(path, file)) }];
}

/** The library's own figures, and those it gives for bitcoin; none where the files are not there. */
export const EURUSD = figuresIn('EURUSD, 15 minutes, as published', 'oracles/smc', 'EURUSD_15M.csv');
export const BITCOIN = figuresIn('BTC/USDT, 15 minutes of 2024', 'oracles/smc_crypto/BTCUSDT_15m', 'input.csv');
