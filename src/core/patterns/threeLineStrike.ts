import type { Seen } from './candles.ts';
import { pattern } from './pattern.ts';

/** Candle i opens inside or near the body of the one before it. */
const opensWithin = (c: Seen<'near'>, i: number): boolean =>
  c.open(i) >= c.bottom(i - 1) - c.near(i - 1) && c.open(i) <= c.top(i - 1) + c.near(i - 1);

export const threeLineStrike = pattern({
  name: 'threeLineStrike',
  about: 'Three candles of one colour that carry a move on, and a fourth that takes all of it back: the move is taken to go on',
  source: 'TA-Lib CDL3LINESTRIKE',
  lookback: 8,
  sizes: ['near'],
  at(c, i) {
    const colour = c.colour(i - 1);
    return c.colour(i - 3) === colour &&
      c.colour(i - 2) === colour &&
      c.colour(i) !== colour &&
      opensWithin(c, i - 2) &&
      opensWithin(c, i - 1) &&
      colour * c.close(i - 1) > colour * c.close(i - 2) &&
      colour * c.close(i - 2) > colour * c.close(i - 3) &&
      colour * c.open(i) > colour * c.close(i - 1) &&
      colour * c.close(i) < colour * c.open(i - 3)
      ? 100 * colour
      : 0;
  },
});
