import { pattern } from './pattern.ts';

export const gapThreeMethods = pattern({
  name: 'gapThreeMethods',
  about: 'Two candles of one colour with a gap between their bodies, and a third that closes the gap: the move is taken to go on',
  source: 'TA-Lib CDLXSIDEGAP3METHODS',
  lookback: 2,
  sizes: [],
  at(c, i) {
    const colour = c.colour(i - 2);
    return c.colour(i - 1) === colour &&
      c.colour(i) !== colour &&
      c.open(i) < c.top(i - 1) &&
      c.open(i) > c.bottom(i - 1) &&
      c.close(i) < c.top(i - 2) &&
      c.close(i) > c.bottom(i - 2) &&
      (colour > 0 ? c.bodyGapUp(i - 1, i - 2) : c.bodyGapDown(i - 1, i - 2))
      ? 100 * colour
      : 0;
  },
});
