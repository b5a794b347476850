import { pattern } from './pattern.ts';

export const dragonflyDoji = pattern({
  name: 'dragonflyDoji',
  about: 'A doji at the top of its lower shadow: sellers were beaten back, bullish after a fall, told as 100',
  source: 'TA-Lib CDLDRAGONFLYDOJI',
  lookback: 10,
  sizes: ['bodyDoji', 'shadowVeryShort'],
  at: (c, i) =>
    c.body(i) <= c.bodyDoji(i) && c.upperShadow(i) < c.shadowVeryShort(i) && c.lowerShadow(i) > c.shadowVeryShort(i) ? 100 : 0,
});
