import { pattern } from './pattern.ts';

export const highWave = pattern({
  name: 'highWave',
  about: 'A short body between two very long shadows: nobody is in command, so neutral; the sign is the colour',
  source: 'TA-Lib CDLHIGHWAVE',
  lookback: 10,
  sizes: ['bodyShort', 'shadowVeryLong'],
  at: (c, i) =>
    c.body(i) < c.bodyShort(i) && c.upperShadow(i) > c.shadowVeryLong(i) && c.lowerShadow(i) > c.shadowVeryLong(i)
      ? 100 * c.colour(i)
      : 0,
});
