import { pattern } from './pattern.ts';
import { advances } from './shapes.ts';

export const stalledPattern = pattern({
  name: 'stalledPattern',
  about: 'Two long rising white candles and a short white one at the shoulder of the second: the rise stalls, bearish',
  source: 'TA-Lib CDLSTALLEDPATTERN',
  lookback: 12,
  sizes: ['bodyLong', 'bodyShort', 'shadowVeryShort', 'near'],
  at: (c, i) =>
    advances(c, i - 1) &&
    c.white(i) &&
    c.close(i) > c.close(i - 1) &&
    c.body(i - 2) > c.bodyLong(i - 2) &&
    c.body(i - 1) > c.bodyLong(i - 1) &&
    c.upperShadow(i - 1) < c.shadowVeryShort(i - 1) &&
    c.body(i) < c.bodyShort(i) &&
    c.open(i) >= c.close(i - 1) - c.body(i) - c.near(i - 1)
      ? -100
      : 0,
});
