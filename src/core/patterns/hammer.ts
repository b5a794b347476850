import { pattern } from './pattern.ts';
import { hangsTail } from './shapes.ts';

export const hammer = pattern({
  name: 'hammer',
  about: 'A short body on a long lower shadow, at or below the last low: bullish',
  source: 'TA-Lib CDLHAMMER',
  lookback: 11,
  sizes: ['bodyShort', 'shadowLong', 'shadowVeryShort', 'near'],
  at: (c, i) => (hangsTail(c, i) && c.bottom(i) <= c.low(i - 1) + c.near(i - 1) ? 100 : 0),
});
