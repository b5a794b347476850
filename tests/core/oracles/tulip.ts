import { readFileSync } from 'node:fs';
import { newColumns } from '../../../src/core/market/columns.ts';
import type { AnyPlug } from '../../../src/core/study/plug.ts';
import { HOUR } from '../../../src/core/time.ts';
import { sharedData } from '../../data.ts';
import type { Case, Rest, Source } from './compare.ts';

type Block = { readonly file: string; readonly head: string; readonly rows: readonly (readonly number[])[] };

/** `name and options`, then rows of numbers in braces: the inputs, then the outputs, which end at the last bar. */
function blocksOf(file: string): readonly Block[] {
  const path = sharedData(`oracles/tulip/${file}.txt`);
  const blocks: { file: string; head: string; rows: number[][] }[] = [];
  for (const line of path === undefined
    ? []
    : readFileSync(path, 'utf8')
        .split('\n')
        .map((text) => text.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    if (!line.startsWith('{')) blocks.push({ file, head: line, rows: [] });
    else blocks.at(-1)?.rows.push(line.slice(1, line.indexOf('}')).split(',').map(Number));
  }
  return blocks;
}

const BLOCKS = ['atoz', 'extra', 'untest'].flatMap(blocksOf);

/** Printed to three or four decimals. A name is a block's heading and its file. */
export const TULIP: Source = {
  name: 'Tulip Indicators',
  tolerance: 1e-3,
  absolute: true,
  names: [...new Set(BLOCKS.map(({ head, file }) => `${head} (${file})`))],
};

type Price = 'open' | 'high' | 'low' | 'close' | 'volume';

/**
 * A plug beside every block of Tulip's test files with this heading, such as `rsi 5`. `inputs` says which prices its first rows are
 * (the others are set to the close, or where there is none to 1), `outputs` which field of ours each further row is, or undefined
 * where none is it. None where the files are not there.
 */
export function tulip(
  head: string,
  plug: AnyPlug<unknown, string>,
  params: Case['params'],
  inputs: readonly Price[],
  outputs: readonly (string | undefined)[] = ['value'],
  rest: Rest = {},
): readonly Case[] {
  return BLOCKS.filter((block) => block.head === head).map(({ file, rows }): Case => {
    if (rows.length !== inputs.length + outputs.length)
      throw new RangeError(
        `${head} in ${file}.txt has ${rows.length} rows, not ${inputs.length} inputs and ${outputs.length} outputs`,
      );
    const length = rows[0]?.length ?? 0;
    const candles = newColumns(length);
    const given = new Map(inputs.map((input, i) => [input, rows[i] ?? []]));
    const close = given.get('close') ?? given.get('high');
    for (let bar = 0; bar < length; bar++) {
      candles.time[bar] = bar * HOUR;
      for (const price of ['open', 'high', 'low', 'close', 'volume'] as const)
        candles[price][bar] = (given.get(price) ?? (price === 'volume' ? undefined : close))?.[bar] ?? 1;
    }
    const expected = outputs.flatMap((field, k) => {
      const values = rows[inputs.length + k] ?? [];
      return field === undefined ? [] : [[field, (bar: number) => values[bar - (length - values.length)]] as const];
    });
    const name = `${head} (${file})`;
    return { source: TULIP, name, title: name, plug, params, candles, expected: Object.fromEntries(expected), ...rest };
  });
}
