import { z } from 'zod';
import type { Detector, Finding } from '../study/plug.ts';
import { EqualLevels, type Pool } from './equalLevels.ts';
import { forget } from './forget.ts';
import { swingParams, swings } from './swings.ts';

const params = z.object({
  ...swingParams,
  /** Swings count as equal within this fraction of the range of the lookback, to either side. */
  range: z.number().min(0).max(1).default(0.01),
});

export type LiquidityParams = z.infer<typeof params>;

/** Equal highs (1) or lows (-1) behind which stops are thought to lie: one swing more among them, or price gone beyond them. */
export type LiquidityFinding = Finding & {
  readonly what: 'pooled' | 'swept';
  readonly direction: number;
  /** Bars of the first and the last of the swings, their mean price and their number. */
  readonly bar: number;
  readonly end: number;
  readonly level: number;
  readonly swings: number;
};

type Field = 'direction' | 'level' | 'highsSwept' | 'lowsSwept' | 'above' | 'below';

/**
 * Liquidity: two or more swing highs (direction 1) or lows (-1) at nearly the same price. `direction` and `level` are told at the
 * bar that confirms a swing among them. `highsSwept` and `lowsSwept` are the level of the pool that a bar goes beyond, the farthest
 * where there are more; `above` and `below` those of the nearest pools not swept yet. How near is equal is a fraction of the range
 * of the lookback up to the bar that confirms a swing; the library takes the range of all candles, later ones included.
 */
export const liquidity = {
  name: 'liquidity',
  version: 1,
  about: 'Equal highs and lows, when price sweeps them, and the nearest still there',
  source: 'smart-money-concepts, liquidity',
  params,
  fields: ['direction', 'level', 'highsSwept', 'lowsSwept', 'above', 'below'],
  sparse: ['level', 'highsSwept', 'lowsSwept', 'above', 'below'],
  warmup: (p) => swings.warmup(p),
  memory: (p) => 2 * p.lookback + swings.memory(p),
  start(p, use, bars, out) {
    const { high, low } = bars;
    const { length, lookback } = p;
    const swing = use(swings, { length, lookback });
    const warm = swings.warmup(p);
    const highs = new EqualLevels(1, lookback + 2);
    const lows = new EqualLevels(-1, lookback + 2);
    const findings: LiquidityFinding[] = [];
    let side = 0;
    let now = 0;

    const finding = (what: LiquidityFinding['what'], direction: number, pool: Pool): LiquidityFinding => {
      const { bar, end, level, swings: members } = pool;
      return { confirmed: now, what, direction, bar, end, level, swings: members };
    };

    const swept = (direction: number, pool: Pool): void => {
      findings.push(finding('swept', direction, pool));
      const column = direction > 0 ? out.highsSwept : out.lowsSwept;
      if (!(direction * column.at(now) >= direction * pool.level)) column.set(now, pool.level);
    };

    const widthAt = (i: number): number => {
      let [top, bottom] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let j = Math.max(bars.first, i - lookback + 1); j <= i; j++) {
        if (high.at(j) > top) top = high.at(j);
        if (low.at(j) < bottom) bottom = low.at(j);
      }
      return (top - bottom) * p.range;
    };

    const take = (i: number, turn: number): void => {
      const levels = turn > 0 ? highs : lows;
      const prices = turn > 0 ? high : low;
      const [bar, price, width] = [i - length, swing.level.at(i), widthAt(i)];
      let reached = bar + 1;
      while (reached <= i && !(turn * prices.at(reached) >= turn * price + width)) reached += 1;
      levels.take(bar, price, width, reached <= i ? reached : Number.POSITIVE_INFINITY, turn === side);
      side = turn;
      const pool = levels.newest();
      if (pool === undefined) return;
      out.direction.set(i, turn);
      out.level.set(i, pool.level);
      findings.push(finding('pooled', turn, pool));
    };

    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        now = i;
        out.direction.set(i, i < warm ? Number.NaN : 0);
        out.level.set(i, Number.NaN);
        out.highsSwept.set(i, Number.NaN);
        out.lowsSwept.set(i, Number.NaN);
        highs.expire(i - lookback);
        lows.expire(i - lookback);
        highs.meet(i, high.at(i), swept);
        lows.meet(i, low.at(i), swept);
        const turn = swing.highLow.at(i);
        if (turn === 1 || turn === -1) take(i, turn);
        out.above.set(i, highs.nearest());
        out.below.set(i, lows.nearest());
      }
      forget(findings, bars.first);
    };
    return { advance, findings };
  },
} satisfies Detector<LiquidityParams, Field, LiquidityFinding>;
