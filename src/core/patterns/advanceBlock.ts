import { pattern } from './pattern.ts';
import { advances } from './shapes.ts';

export const advanceBlock = pattern({
  name: 'advanceBlock',
  about: 'Three rising white candles of which the later ones weaken, by smaller bodies or longer upper shadows: bearish',
  source: 'TA-Lib CDLADVANCEBLOCK',
  lookback: 12,
  sizes: ['bodyLong', 'shadowLong', 'shadowShort', 'near', 'far'],
  at: (c, i) =>
    advances(c, i - 1) &&
    advances(c, i) &&
    c.body(i - 2) > c.bodyLong(i - 2) &&
    c.upperShadow(i - 2) < c.shadowShort(i - 2) &&
    ((c.body(i - 1) < c.body(i - 2) - c.far(i - 2) && c.body(i) < c.body(i - 1) + c.near(i - 1)) ||
      c.body(i) < c.body(i - 1) - c.far(i - 1) ||
      (c.body(i) < c.body(i - 1) &&
        c.body(i - 1) < c.body(i - 2) &&
        (c.upperShadow(i) > c.shadowShort(i) || c.upperShadow(i - 1) > c.shadowShort(i - 1))) ||
      (c.body(i) < c.body(i - 1) && c.upperShadow(i) > c.shadowLong(i)))
      ? -100
      : 0,
});
