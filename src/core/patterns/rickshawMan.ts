import { pattern } from './pattern.ts';

export const rickshawMan = pattern({
  name: 'rickshawMan',
  about: 'A doji about the middle of two long shadows: neither side has won, so neutral, told as 100',
  source: 'TA-Lib CDLRICKSHAWMAN',
  lookback: 10,
  sizes: ['bodyDoji', 'shadowLong', 'near'],
  at: (c, i) =>
    c.body(i) <= c.bodyDoji(i) &&
    c.lowerShadow(i) > c.shadowLong(i) &&
    c.upperShadow(i) > c.shadowLong(i) &&
    c.bottom(i) <= c.low(i) + c.range(i) / 2 + c.near(i) &&
    c.top(i) >= c.low(i) + c.range(i) / 2 - c.near(i)
      ? 100
      : 0,
});
