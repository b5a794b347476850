import { pattern } from './pattern.ts';

export const dojiStar = pattern({
  name: 'dojiStar',
  about: 'A long candle and a doji beyond its close: the move may end, so bullish after a fall and bearish after a rise',
  source: 'TA-Lib CDLDOJISTAR',
  lookback: 11,
  sizes: ['bodyLong', 'bodyDoji'],
  at: (c, i) =>
    (c.white(i - 1) ? c.bodyGapUp(i, i - 1) : c.bodyGapDown(i, i - 1)) &&
    c.body(i - 1) > c.bodyLong(i - 1) &&
    c.body(i) <= c.bodyDoji(i)
      ? -100 * c.colour(i - 1)
      : 0,
});
