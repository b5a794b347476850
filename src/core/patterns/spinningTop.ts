import { pattern } from './pattern.ts';

export const spinningTop = pattern({
  name: 'spinningTop',
  about: 'A short body between shadows longer than itself: nobody is in command, so neutral; the sign is the colour',
  source: 'TA-Lib CDLSPINNINGTOP',
  lookback: 10,
  sizes: ['bodyShort'],
  at: (c, i) =>
    c.body(i) < c.bodyShort(i) && c.upperShadow(i) > c.body(i) && c.lowerShadow(i) > c.body(i) ? 100 * c.colour(i) : 0,
});
