import { pattern } from './pattern.ts';

export const threeStarsInTheSouth = pattern({
  name: 'threeStarsInTheSouth',
  about: 'Three black candles, each smaller and higher at its low, the first with a long lower shadow: bullish',
  source: 'TA-Lib CDL3STARSINSOUTH',
  lookback: 12,
  sizes: ['bodyLong', 'bodyShort', 'shadowLong', 'shadowVeryShort'],
  at: (c, i) =>
    c.black(i - 2) &&
    c.black(i - 1) &&
    c.black(i) &&
    c.body(i - 2) > c.bodyLong(i - 2) &&
    c.lowerShadow(i - 2) > c.shadowLong(i - 2) &&
    c.body(i - 1) < c.body(i - 2) &&
    c.open(i - 1) > c.close(i - 2) &&
    c.open(i - 1) <= c.high(i - 2) &&
    c.low(i - 1) < c.close(i - 2) &&
    c.low(i - 1) >= c.low(i - 2) &&
    c.lowerShadow(i - 1) > c.shadowVeryShort(i - 1) &&
    c.body(i) < c.bodyShort(i) &&
    c.lowerShadow(i) < c.shadowVeryShort(i) &&
    c.upperShadow(i) < c.shadowVeryShort(i) &&
    c.inside(i, i - 1)
      ? 100
      : 0,
});
