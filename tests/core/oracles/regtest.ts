import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { CandleColumns } from '../../../src/core/market/candles.ts';
import type { AnyPlug } from '../../../src/core/study/plug.ts';
import { DAY } from '../../../src/core/time.ts';
import { sharedData } from '../../data.ts';
import type { Case, Rest, Source } from './compare.ts';

const numbers = z.array(z.number()).default([]);
const prices = z.object({ open: numbers, high: numbers, low: numbers, close: numbers, volume: numbers });
const table = z.object({ fields: z.array(z.string()), rows: z.array(z.array(z.union([z.number(), z.string()]))) });
const oracle = z.object({ input_daily_252: prices.prefault({}), tests: z.record(z.string(), table).default({}) });

const path = sharedData('oracles/ta-lib/ta_regtest.json');
const { input_daily_252: input, tests } = oracle.parse(path === undefined ? {} : JSON.parse(readFileSync(path, 'utf8')));

export const REGTEST_CANDLES: CandleColumns = {
  time: Float64Array.from(input.close, (_, bar) => bar * DAY),
  open: Float64Array.from(input.open),
  high: Float64Array.from(input.high),
  low: Float64Array.from(input.low),
  close: Float64Array.from(input.close),
  volume: Float64Array.from(input.volume),
};

/** All that TA-Lib's own tests say of one function with one set of parameters. */
type Said = {
  /** How many rows of the file say it. */
  rows: number;
  /** Where its first value lies when it is asked from the first bar on. */
  begins: number | undefined;
  /** Bars at which it was asked and gave no value. */
  readonly silent: Set<number>;
  /** The values of each output, by bar. */
  readonly outputs: readonly [Map<number, number>, Map<number, number>, Map<number, number>];
};

/** What only says how the function is called or what it answers; all else are its name and its parameters. */
const CALL = /^(doRangeTestFlag|startIdx|endIdx|unstablePeriod|expected|oneOf)/;
const SAID = new Map<string, Said>();

/**
 * The name of a row: its file, the function and the parameters, such as `ma ANY_MA 10 EMA METASTOCK (unstable 1)`. A row that
 * contradicts one before it belongs to a second table of the same bars.
 */
function nameOf(file: string, row: ReadonlyMap<string, number | string>, values: readonly (readonly [number, number])[]): string {
  const parameters = [...row].filter(([field]) => !CALL.test(field)).map(([, value]) => String(value));
  const words = [file.replace('.c', ''), ...parameters].map((word) =>
    word.replace(/TA_MAType_|TA_COMPATIBILITY_|TST_|TEST_|TA_/, ''),
  );
  const result = String(row.get('expectedRetCode')).replace('TA_SUCCESS', '');
  const unstable = row.get('unstablePeriod') ? ` (unstable ${row.get('unstablePeriod')})` : '';
  const name = [...words.map((word) => word.replace(/_TEST$/, '')), result].filter((word) => !['', 'DEFAULT'].includes(word));
  const whole = `${name.join(' ')}${unstable}`.replace(/^test_/, '');
  const known = SAID.get(whole);
  const contradicts = values.some(([bar, value], k) => (known?.outputs[k]?.get(bar) ?? value) !== value);
  return contradicts ? `${whole} (second table)` : whole;
}

for (const [file, { fields, rows }] of Object.entries(tests)) {
  for (const cells of rows) {
    const row = new Map(fields.map((field, k) => [field, cells[k] ?? '']));
    const number = (field: string): number => Number(row.get(field) ?? Number.NaN);
    const [begins, count] = [number('expectedBegIdx'), number('expectedNbElement')];
    const values = ['0', '1', '2', ''].flatMap((which): (readonly [number, number])[] => {
      const index = number(`oneOfTheExpectedOutRealIndex${which}`);
      return index < count ? [[begins + index, number(`oneOfTheExpectedOutReal${which}`)]] : [];
    });
    const name = nameOf(file, row, values);
    const said = SAID.get(name) ?? { rows: 0, begins: undefined, silent: new Set(), outputs: [new Map(), new Map(), new Map()] };
    said.rows += 1;
    if (number('startIdx') === 0 && (row.get('unstablePeriod') ?? 0) === 0 && count > 0) said.begins = begins;
    for (const [k, [bar, value]] of values.entries()) said.outputs[k]?.set(bar, value);
    if (count === 0 && row.get('expectedRetCode') === 'TA_SUCCESS')
      for (let bar = number('startIdx'); bar <= number('endIdx'); bar++) said.silent.add(bar);
    SAID.set(name, said);
  }
}

/** TA-Lib holds itself to this, however large the value. */
export const REGTEST: Source = {
  name: 'TA-Lib’s own regression tests, 252 days',
  tolerance: 0.01,
  absolute: true,
  names: [...SAID.keys()],
};

/** Where TA-Lib's first value lies, where its tests say so. */
export const begins = (name: string): number | undefined => SAID.get(name)?.begins;

/** How many rows of TA-Lib's tables a name stands for. */
export const rowsOf = (name: string): number => SAID.get(name)?.rows ?? 0;

/** A plug beside what TA-Lib's own tests say of a function; `fields` are ours for its outputs. None where the file is not there. */
export function regtest(
  name: string,
  plug: AnyPlug<unknown, string>,
  params: Case['params'],
  fields: readonly string[] = ['value'],
  rest: Rest = {},
): readonly Case[] {
  if (path === undefined) return [];
  const said = SAID.get(name);
  if (said === undefined) throw new RangeError(`TA-Lib's tests have no ${name}: they have ${REGTEST.names.join('; ')}`);
  const expected = fields.map((field, k) => [field, (bar: number) => said.outputs[k]?.get(bar)] as const);
  const bars = [...new Set([...said.silent, ...said.outputs.flatMap((output) => [...output.keys()])])].sort((a, b) => a - b);
  return [
    {
      source: REGTEST,
      name,
      title: name,
      plug,
      params,
      candles: REGTEST_CANDLES,
      expected: Object.fromEntries(expected),
      bars,
      ...rest,
    },
  ];
}
