import { pattern } from './pattern.ts';

export const uniqueThreeRiver = pattern({
  name: 'uniqueThreeRiver',
  about: 'A long black candle, a black one inside its body with a lower low, and a short white one above that low: bullish',
  source: 'TA-Lib CDLUNIQUE3RIVER',
  lookback: 12,
  sizes: ['bodyLong', 'bodyShort'],
  at: (c, i) =>
    c.black(i - 2) &&
    c.body(i - 2) > c.bodyLong(i - 2) &&
    c.black(i - 1) &&
    c.close(i - 1) > c.close(i - 2) &&
    c.open(i - 1) <= c.open(i - 2) &&
    c.low(i - 1) < c.low(i - 2) &&
    c.white(i) &&
    c.body(i) < c.bodyShort(i) &&
    c.open(i) > c.low(i - 1)
      ? 100
      : 0,
});
