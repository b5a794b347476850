import { pattern } from './pattern.ts';

export const ladderBottom = pattern({
  name: 'ladderBottom',
  about: 'Three falling black candles, a fourth with an upper shadow, and a white one that closes above it all: bullish',
  source: 'TA-Lib CDLLADDERBOTTOM',
  lookback: 14,
  sizes: ['shadowVeryShort'],
  at: (c, i) =>
    c.black(i - 4) &&
    c.black(i - 3) &&
    c.black(i - 2) &&
    c.black(i - 1) &&
    c.white(i) &&
    c.open(i - 4) > c.open(i - 3) &&
    c.open(i - 3) > c.open(i - 2) &&
    c.close(i - 4) > c.close(i - 3) &&
    c.close(i - 3) > c.close(i - 2) &&
    c.upperShadow(i - 1) > c.shadowVeryShort(i - 1) &&
    c.open(i) > c.open(i - 1) &&
    c.close(i) > c.high(i - 1)
      ? 100
      : 0,
});
