import { pattern } from './pattern.ts';
import { ralliesFromBelow } from './shapes.ts';

export const piercing = pattern({
  name: 'piercing',
  about: 'A long black candle, and a long white one that opens below its low and closes above the middle of its body: bullish',
  source: 'TA-Lib CDLPIERCING',
  lookback: 11,
  sizes: ['bodyLong'],
  at: (c, i) =>
    ralliesFromBelow(c, i) &&
    c.body(i) > c.bodyLong(i) &&
    c.close(i) < c.open(i - 1) &&
    c.close(i) > c.close(i - 1) + c.body(i - 1) * 0.5
      ? 100
      : 0,
});
