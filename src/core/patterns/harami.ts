import { pattern } from './pattern.ts';

export const harami = pattern({
  name: 'harami',
  about:
    'A long candle and a short body inside its own: the move pauses, bullish after a black candle and bearish after a white one',
  source: 'TA-Lib CDLHARAMI',
  lookback: 11,
  sizes: ['bodyLong', 'bodyShort'],
  at: (c, i) =>
    c.body(i - 1) > c.bodyLong(i - 1) && c.body(i) <= c.bodyShort(i) ? -c.bodyWithin(i, i - 1) * c.colour(i - 1) || 0 : 0,
});
