import { pattern } from './pattern.ts';

export const takuri = pattern({
  name: 'takuri',
  about: 'A doji at the top of a very long lower shadow: sellers were beaten back, bullish after a fall, told as 100',
  source: 'TA-Lib CDLTAKURI',
  lookback: 10,
  sizes: ['bodyDoji', 'shadowVeryLong', 'shadowVeryShort'],
  at: (c, i) =>
    c.body(i) <= c.bodyDoji(i) && c.upperShadow(i) < c.shadowVeryShort(i) && c.lowerShadow(i) > c.shadowVeryLong(i) ? 100 : 0,
});
