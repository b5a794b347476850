import { pattern } from './pattern.ts';
import { advances } from './shapes.ts';

export const threeWhiteSoldiers = pattern({
  name: 'threeWhiteSoldiers',
  about:
    'Three white candles of like size, each opening inside or near the last body and closing higher, next to its high: bullish',
  source: 'TA-Lib CDL3WHITESOLDIERS',
  lookback: 12,
  sizes: ['bodyShort', 'shadowVeryShort', 'near', 'far'],
  at: (c, i) =>
    advances(c, i - 1) &&
    advances(c, i) &&
    c.upperShadow(i - 2) < c.shadowVeryShort(i - 2) &&
    c.upperShadow(i - 1) < c.shadowVeryShort(i - 1) &&
    c.upperShadow(i) < c.shadowVeryShort(i) &&
    c.body(i - 1) > c.body(i - 2) - c.far(i - 2) &&
    c.body(i) > c.body(i - 1) - c.far(i - 1) &&
    c.body(i) > c.bodyShort(i)
      ? 100
      : 0,
});
