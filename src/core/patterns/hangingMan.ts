import { pattern } from './pattern.ts';
import { hangsTail } from './shapes.ts';

export const hangingMan = pattern({
  name: 'hangingMan',
  about: 'A short body on a long lower shadow, at or above the last high: bearish',
  source: 'TA-Lib CDLHANGINGMAN',
  lookback: 11,
  sizes: ['bodyShort', 'shadowLong', 'shadowVeryShort', 'near'],
  at: (c, i) => (hangsTail(c, i) && c.bottom(i) >= c.high(i - 1) - c.near(i - 1) ? -100 : 0),
});
