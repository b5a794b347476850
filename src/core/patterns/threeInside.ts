import { pattern } from './pattern.ts';

export const threeInside = pattern({
  name: 'threeInside',
  about: 'A long candle, a short one inside its body and a third that closes beyond its open: bullish upwards, bearish downwards',
  source: 'TA-Lib CDL3INSIDE',
  lookback: 12,
  sizes: ['bodyLong', 'bodyShort'],
  at: (c, i) =>
    c.bodyInside(i - 1, i - 2) &&
    c.body(i - 2) > c.bodyLong(i - 2) &&
    c.body(i - 1) <= c.bodyShort(i - 1) &&
    (c.white(i - 2) ? c.black(i) && c.close(i) < c.open(i - 2) : c.white(i) && c.close(i) > c.open(i - 2))
      ? -100 * c.colour(i - 2)
      : 0,
});
