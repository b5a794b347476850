import type { Seen } from './candles.ts';
import { pattern } from './pattern.ts';

/** Candle i is short, of the other colour than candle `first`, and some of its body lies in that one's range. */
const rests = (c: Seen<'bodyShort'>, i: number, first: number): boolean =>
  c.body(i) < c.bodyShort(i) && c.colour(i) !== c.colour(first) && c.bottom(i) < c.high(first) && c.top(i) > c.low(first);

export const threeMethods = pattern({
  name: 'threeMethods',
  about: 'A long candle, three short ones that drift back inside its range, and a long one that goes beyond it: the move goes on',
  source: 'TA-Lib CDLRISEFALL3METHODS',
  lookback: 14,
  sizes: ['bodyLong', 'bodyShort'],
  at(c, i) {
    const colour = c.colour(i - 4);
    return c.colour(i) === colour &&
      c.body(i - 4) > c.bodyLong(i - 4) &&
      c.body(i) > c.bodyLong(i) &&
      rests(c, i - 3, i - 4) &&
      rests(c, i - 2, i - 4) &&
      rests(c, i - 1, i - 4) &&
      colour * c.close(i - 2) < colour * c.close(i - 3) &&
      colour * c.close(i - 1) < colour * c.close(i - 2) &&
      colour * c.open(i) > colour * c.close(i - 1) &&
      colour * c.close(i) > colour * c.close(i - 4)
      ? 100 * colour
      : 0;
  },
});
