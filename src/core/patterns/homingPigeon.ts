import { pattern } from './pattern.ts';

export const homingPigeon = pattern({
  name: 'homingPigeon',
  about: 'A long black candle and a short black one inside its body: the fall tires, bullish',
  source: 'TA-Lib CDLHOMINGPIGEON',
  lookback: 11,
  sizes: ['bodyLong', 'bodyShort'],
  at: (c, i) =>
    c.black(i - 1) && c.black(i) && c.bodyInside(i, i - 1) && c.body(i - 1) > c.bodyLong(i - 1) && c.body(i) <= c.bodyShort(i)
      ? 100
      : 0,
});
