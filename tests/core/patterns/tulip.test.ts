import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newColumns } from '../../../src/core/market/columns.ts';
import { PATTERNS } from '../../../src/core/patterns/list.ts';
import type { Indicator } from '../../../src/core/study/plug.ts';
import { HOUR } from '../../../src/core/time.ts';
import { sharedData } from '../../data.ts';
import { studied } from '../study/conformance/series.ts';

/** Tulip's patterns that mean what ours do, and the value ours has there. */
const SAME: Readonly<Record<string, readonly [pattern: keyof typeof PATTERNS, ...values: number[]]>> = {
  abandoned_baby_bear: ['abandonedBaby', -100],
  abandoned_baby_bull: ['abandonedBaby', 100],
  black_marubozu: ['marubozu', -100],
  doji: ['doji', 100],
  dragonfly_doji: ['dragonflyDoji', 100],
  engulfing_bear: ['engulfing', -100],
  engulfing_bull: ['engulfing', 100],
  evening_doji_star: ['eveningDojiStar', -100],
  evening_star: ['eveningStar', -100],
  gravestone_doji: ['gravestoneDoji', 100],
  hammer: ['hammer', 100],
  hanging_man: ['hangingMan', -100],
  inverted_hammer: ['invertedHammer', 100],
  long_legged_doji: ['longLeggedDoji', 100],
  marubozu: ['marubozu', 100, -100],
  morning_doji_star: ['morningDojiStar', 100],
  morning_star: ['morningStar', 100],
  spinning_top: ['spinningTop', 100, -100],
  three_black_crows: ['threeBlackCrows', -100],
  three_white_soldiers: ['threeWhiteSoldiers', 100],
  white_marubozu: ['marubozu', 100],
};

/**
 * Left out are `star`, any gap between two ranges, and `four_price_doji`, which TA-Lib does not have, and the two big candles, a
 * body of 1.4 averages whatever its shadows, where TA-Lib's long line wants short ones.
 */
const LEFT_OUT = ['big_black_candle', 'big_white_candle', 'four_price_doji', 'star'];

/**
 * Tulip takes bottoms whose last body measures 1 after bodies of 1 and more. TA-Lib sees none there, since it wants a last body
 * longer than the average; Tulip's tops, whose last body measures 2, are tops to both.
 */
const SHORT_BOTTOMS = ['abandoned_baby_bull', 'morning_doji_star', 'morning_star'];

type Claim = { readonly block: number; readonly name: string; readonly bar: number; readonly there: boolean };

const path = sharedData('oracles/tulip/candles.txt');
const blocks: { prices: number[][]; claims: Claim[] }[] = [];
for (const line of path === undefined ? [] : readFileSync(path, 'utf8').split('\n')) {
  const [head = '', ...bars] = line.trim().split(/\s+/);
  const block = blocks.at(-1);
  if (head === 'candle') blocks.push({ prices: [], claims: [] });
  else if (head.startsWith('{')) block?.prices.push(line.trim().slice(1, -1).split(',').map(Number));
  else {
    const name = head.replace('!', '');
    for (const bar of bars) block?.claims.push({ block: blocks.length - 1, name, bar: Number(bar), there: head === name });
  }
}

/** Our pattern over the candles of a claim, its value at the claimed bar, and the values that say it is there. */
const compared = blocks.flatMap(({ prices, claims }) => {
  const candles = newColumns(prices[0]?.length ?? 0);
  for (let i = 0; i < candles.time.length; i++) candles.time[i] = i * HOUR;
  for (const [row, part] of (['open', 'high', 'low', 'close'] as const).entries()) candles[part].set(prices[row] ?? []);
  return claims.flatMap((claim) => {
    const same = SAME[claim.name];
    if (same === undefined) return [];
    const [key, ...values] = same;
    const pattern: Indicator<unknown, 'value'> = PATTERNS[key];
    return [{ ...claim, value: studied(pattern, pattern.params.parse({}), candles).value.at(claim.bar), values }];
  });
});

describe.runIf(path !== undefined)('Tulip’s candles', () => {
  const tooShort = compared.filter(({ name, there }) => there && SHORT_BOTTOMS.includes(name));

  it('are all compared but those left out', () => {
    const names = new Set(blocks.flatMap(({ claims }) => claims.map(({ name }) => name)));
    expect([...names].sort()).toEqual([...Object.keys(SAME), ...LEFT_OUT].sort());
  });
  it('are many', () => expect(compared.length - tooShort.length).toBe(40));
  it.each(compared.filter((one) => !tooShort.includes(one)))('block $block: $name at bar $bar is $there', (one) => {
    expect(one.value).not.toBeNaN();
    expect(one.values.includes(one.value)).toBe(one.there);
  });
  it.each(tooShort)('block $block: $name at bar $bar ends too short for TA-Lib', ({ value }) => expect(value).toBe(0));
});
