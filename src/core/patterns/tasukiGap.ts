import { pattern } from './pattern.ts';

export const tasukiGap = pattern({
  name: 'tasukiGap',
  about: 'A gap, a candle that goes on and one of like size that comes back but does not close the gap: the move goes on',
  source: 'TA-Lib CDLTASUKIGAP',
  lookback: 7,
  sizes: ['near'],
  at(c, i) {
    const colour = c.colour(i - 1);
    if (c.colour(i) === colour || !(Math.abs(c.body(i - 1) - c.body(i)) < c.near(i - 1))) return 0;
    const gap =
      colour > 0
        ? c.bodyGapUp(i - 1, i - 2) && c.close(i) > c.top(i - 2)
        : c.bodyGapDown(i - 1, i - 2) && c.close(i) < c.bottom(i - 2);
    return gap &&
      colour * c.open(i) < colour * c.close(i - 1) &&
      colour * c.open(i) > colour * c.open(i - 1) &&
      colour * c.close(i) < colour * c.open(i - 1)
      ? 100 * colour
      : 0;
  },
});
