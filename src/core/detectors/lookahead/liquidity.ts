import { z } from 'zod';
import type { CandleColumns } from '../../market/candles.ts';
import { blankSingle, firstRow, type Lookahead, type LookaheadColumns, SMART_MONEY_CONCEPTS } from './lookahead.ts';
import { type LookaheadSwings, swingParams, swingsOf } from './swings.ts';

const params = z.object({
  ...swingParams,
  /** Swings count as equal within this fraction of the range of all candles, to either side. */
  range: z.number().min(0).max(1).default(0.01),
});

type Params = z.infer<typeof params>;
type Field = 'direction' | 'level' | 'end' | 'swept';

/** Liquidity from given swings. */
export function liquidityOf(candles: CandleColumns, swings: LookaheadSwings, range: number): LookaheadColumns<Field> {
  const { high, low } = candles;
  const out = {
    direction: blankSingle(candles),
    level: blankSingle(candles),
    end: blankSingle(candles),
    swept: blankSingle(candles),
  };
  const highest = high.reduce((most, price) => Math.max(most, price), Number.NEGATIVE_INFINITY);
  const lowest = low.reduce((least, price) => Math.min(least, price), Number.POSITIVE_INFINITY);
  const width = (highest - lowest) * range;
  for (const side of [1, -1]) {
    const prices = side > 0 ? high : low;
    let free = [...swings.highLow.keys()].filter((bar) => swings.highLow[bar] === side);
    for (let head = free[0]; head !== undefined; head = free[0]) {
      const level = swings.level[head] ?? Number.NaN;
      const begun = head;
      const swept = firstRow(candles, head + 1, (i) => side * (prices[i] ?? Number.NaN) >= side * (level + side * width));
      const pool = free.filter((bar) => {
        const price = swings.level[bar] ?? Number.NaN;
        return bar === begun || ((swept < 0 || bar < swept) && price >= level - width && price <= level + width);
      });
      free = free.filter((bar) => !pool.includes(bar));
      if (pool.length < 2) continue;
      out.direction[head] = side;
      out.level[head] = pool.reduce((sum, bar) => sum + (swings.level[bar] ?? Number.NaN), 0) / pool.length;
      out.end[head] = pool.at(-1) ?? Number.NaN;
      out.swept[head] = Math.max(0, swept);
    }
  }
  return out;
}

/**
 * Liquidity: swings on one side at nearly the same price, told at the first of them. Looks ahead to the last of them (`end`), to
 * the bar that sweeps them (`swept`, 0 where none does), and to the range of all candles.
 */
export const lookaheadLiquidity = {
  name: 'lookaheadLiquidity',
  about: 'Equal highs and lows at the first of them, with the last and the bar that sweeps them, as published',
  source: SMART_MONEY_CONCEPTS,
  params,
  fields: ['direction', 'level', 'end', 'swept'],
  compute: (candles, p) => liquidityOf(candles, swingsOf(candles, p.length), p.range),
} satisfies Lookahead<Params, Field>;
