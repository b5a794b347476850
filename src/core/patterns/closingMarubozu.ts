import { pattern } from './pattern.ts';

export const closingMarubozu = pattern({
  name: 'closingMarubozu',
  about: 'A long candle that closes at the end it ran to: bullish when white, bearish when black',
  source: 'TA-Lib CDLCLOSINGMARUBOZU',
  lookback: 10,
  sizes: ['bodyLong', 'shadowVeryShort'],
  at: (c, i) =>
    c.body(i) > c.bodyLong(i) && (c.white(i) ? c.upperShadow(i) : c.lowerShadow(i)) < c.shadowVeryShort(i)
      ? 100 * c.colour(i)
      : 0,
});
