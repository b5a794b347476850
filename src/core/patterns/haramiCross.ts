import { pattern } from './pattern.ts';

export const haramiCross = pattern({
  name: 'haramiCross',
  about: 'A long candle and a doji inside its body: the move pauses, bullish after a black candle and bearish after a white one',
  source: 'TA-Lib CDLHARAMICROSS',
  lookback: 11,
  sizes: ['bodyLong', 'bodyDoji'],
  at: (c, i) =>
    c.body(i - 1) > c.bodyLong(i - 1) && c.body(i) <= c.bodyDoji(i) ? -c.bodyWithin(i, i - 1) * c.colour(i - 1) || 0 : 0,
});
