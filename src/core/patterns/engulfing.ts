import { pattern } from './pattern.ts';

export const engulfing = pattern({
  name: 'engulfing',
  about:
    'A body that covers the one before it, of the other colour: bullish when white, bearish when black; 80 where one end meets',
  source: 'TA-Lib CDLENGULFING',
  lookback: 2,
  sizes: [],
  // Two bodies with the same ends engulf nothing.
  at: (c, i) => (c.colour(i) !== c.colour(i - 1) && c.bodyWithin(i, i - 1) === 0 ? c.bodyWithin(i - 1, i) * c.colour(i) || 0 : 0),
});
