import { pattern } from './pattern.ts';
import { isBeltHold } from './shapes.ts';

export const beltHold = pattern({
  name: 'beltHold',
  about: 'A long candle that opens at one end and runs to the other: bullish when white, bearish when black',
  source: 'TA-Lib CDLBELTHOLD',
  lookback: 10,
  sizes: ['bodyLong', 'shadowVeryShort'],
  at: (c, i) => (isBeltHold(c, i) ? 100 * c.colour(i) : 0),
});
