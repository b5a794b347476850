import { pattern } from './pattern.ts';

export const concealingBabySwallow = pattern({
  name: 'concealingBabySwallow',
  about: 'Two black candles without shadows, a third below with an upper shadow, and a fourth that swallows it whole: bullish',
  source: 'TA-Lib CDLCONCEALBABYSWALL',
  lookback: 13,
  sizes: ['shadowVeryShort'],
  at: (c, i) =>
    c.black(i - 3) &&
    c.black(i - 2) &&
    c.black(i - 1) &&
    c.black(i) &&
    c.lowerShadow(i - 3) < c.shadowVeryShort(i - 3) &&
    c.upperShadow(i - 3) < c.shadowVeryShort(i - 3) &&
    c.lowerShadow(i - 2) < c.shadowVeryShort(i - 2) &&
    c.upperShadow(i - 2) < c.shadowVeryShort(i - 2) &&
    c.bodyGapDown(i - 1, i - 2) &&
    c.upperShadow(i - 1) > c.shadowVeryShort(i - 1) &&
    c.high(i - 1) > c.close(i - 2) &&
    c.inside(i - 1, i)
      ? 100
      : 0,
});
