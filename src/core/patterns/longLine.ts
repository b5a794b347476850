import { pattern } from './pattern.ts';

export const longLine = pattern({
  name: 'longLine',
  about: 'A long body with short shadows: one side is in command, bullish when white and bearish when black',
  source: 'TA-Lib CDLLONGLINE',
  lookback: 10,
  sizes: ['bodyLong', 'shadowShort'],
  at: (c, i) =>
    c.body(i) > c.bodyLong(i) && c.upperShadow(i) < c.shadowShort(i) && c.lowerShadow(i) < c.shadowShort(i)
      ? 100 * c.colour(i)
      : 0,
});
