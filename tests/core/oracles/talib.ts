import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { CandleColumns } from '../../../src/core/market/candles.ts';
import type { AnyPlug } from '../../../src/core/study/plug.ts';
import { sharedData } from '../../data.ts';
import type { Case, Rest, Source } from './compare.ts';

const numbers = z.array(z.number()).default([]);
const input = z.object({ ts: numbers, open: numbers, high: numbers, low: numbers, close: numbers, volume: numbers });
const oracle = z.object({
  input: input.prefault({}),
  indicators: z.record(z.string(), z.object({ begIdx: z.number(), outputs: z.record(z.string(), numbers) })).default({}),
  pattern_input: input.prefault({}),
  patterns: z.record(z.string(), z.object({ begIdx: z.number(), hits: z.array(z.tuple([z.number(), z.number()])) })).default({}),
});

const path = sharedData('oracles/ta-lib/talib_outputs_BTCUSDT_1h_2020.json');
const file = oracle.parse(path === undefined ? {} : JSON.parse(readFileSync(path, 'utf8')));

/** The file keeps twelve digits, so that a value near zero is held to those of the price. */
export const TALIB: Source = {
  name: 'TA-Lib, 500 hours of BTC/USDT from 2020-01-01',
  tolerance: 1e-9,
  names: Object.keys(file.indicators),
};

const columnsOf = ({ ts, ...prices }: z.infer<typeof input>): CandleColumns => ({
  time: Float64Array.from(ts),
  open: Float64Array.from(prices.open),
  high: Float64Array.from(prices.high),
  low: Float64Array.from(prices.low),
  close: Float64Array.from(prices.close),
  volume: Float64Array.from(prices.volume),
});

export const TALIB_CANDLES = columnsOf(file.input);
/** TA-Lib's candlestick patterns: 4,000 hours, and each pattern's hits as [bar, -100 or 100]. */
export const PATTERNS = { candles: columnsOf(file.pattern_input), hits: file.patterns };

/** Whether the file is there. */
export const hasTalib = path !== undefined;

/** A plug beside a function of TA-Lib; `outputs` names its output for each field of ours. None where the file is not there. */
export function talib(
  name: string,
  plug: AnyPlug<unknown, string>,
  params: Case['params'],
  outputs: Readonly<Record<string, string>> = { value: 'output' },
  rest: Rest = {},
): readonly Case[] {
  if (!hasTalib) return [];
  const known = file.indicators[name];
  if (known === undefined)
    throw new RangeError(`TA-Lib's file has no ${name}: it has ${Object.keys(file.indicators).join(', ')}`);
  const expected = Object.entries(outputs).map(([field, output]) => {
    const values = known.outputs[output];
    if (values === undefined) throw new RangeError(`${name} has no ${output}: it has ${Object.keys(known.outputs).join(', ')}`);
    return [field, (bar: number) => values[bar - known.begIdx]] as const;
  });
  const title = [name, ...Object.values(params)].join(' ');
  return [{ source: TALIB, name, title, plug, params, candles: TALIB_CANDLES, expected: Object.fromEntries(expected), ...rest }];
}
