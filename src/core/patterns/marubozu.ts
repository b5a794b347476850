import { pattern } from './pattern.ts';
import { isMarubozu } from './shapes.ts';

export const marubozu = pattern({
  name: 'marubozu',
  about: 'A long body without shadows: bullish when white, bearish when black',
  source: 'TA-Lib CDLMARUBOZU',
  lookback: 10,
  sizes: ['bodyLong', 'shadowVeryShort'],
  at: (c, i) => (isMarubozu(c, i) ? 100 * c.colour(i) : 0),
});
