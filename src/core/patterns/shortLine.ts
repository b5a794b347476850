import { pattern } from './pattern.ts';

export const shortLine = pattern({
  name: 'shortLine',
  about: 'A short body with short shadows: little happened, so neutral; the sign is the colour',
  source: 'TA-Lib CDLSHORTLINE',
  lookback: 10,
  sizes: ['bodyShort', 'shadowShort'],
  at: (c, i) =>
    c.body(i) < c.bodyShort(i) && c.upperShadow(i) < c.shadowShort(i) && c.lowerShadow(i) < c.shadowShort(i)
      ? 100 * c.colour(i)
      : 0,
});
